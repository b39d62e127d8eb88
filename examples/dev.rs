//! dev
use respgraph::*;
fn main() {
    let v = plan::Vocabulary::default();
    let uv = units::UnitVocabulary::default();
    let mut plans = vec![];
    let mut notes = vec![];
    for f in std::env::args().skip(1) {
        let bytes = std::fs::read(&f).unwrap();
        let d = documents::read(&bytes, &f).take(&mut notes);
        let id = std::path::Path::new(&f).file_stem().unwrap().to_str().unwrap().to_owned();
        plans.push(plan::recognize(&d, &id, &v).take(&mut notes));
    }
    for p in &plans {
        eprintln!(
            "PLAN {} | {} | {} | {} | {} | {}",
            p.id, p.title, p.document_number, p.issuer, p.jurisdiction, p.date
        );
        if std::env::var("M").is_ok() {
            for m in &p.measures {
                eprintln!(
                    "  {:?} {:?} {:?}.{} {:?} L{} {:?}",
                    m.section1,
                    m.section2,
                    m.number,
                    m.part,
                    m.title,
                    m.at.line,
                    m.clauses
                        .iter()
                        .map(|c| (c.role.as_str(), c.names.as_str()))
                        .collect::<Vec<_>>()
                );
            }
        }
    }
    let a = units::resolve(plans, &uv, &units::AliasFile::default()).take(&mut notes);
    let mut w = csv::Writer::from_writer(std::io::stdout());
    w.write_record(
        "plan,section1,section2,number,part,title,role,mention,unit,kind,function,line".split(','),
    )
    .unwrap();
    for r in &a.rows {
        let m = a.measure(r.measure);
        let u = a.unit(r.unit);
        w.write_record([
            &a.plan(m.plan).id,
            &*m.section1,
            &*m.section2,
            &m.number,
            &m.part.to_string(),
            &m.title,
            r.role.as_str(),
            &r.mention,
            &u.name,
            u.kind.as_str(),
            &u.function,
            &r.line.to_string(),
        ])
        .unwrap();
    }
    w.flush().unwrap();
    if std::env::var("N").is_ok() {
        for n in notes {
            eprintln!("{}[{}] {} | {}", n.severity.as_str(), n.code, n.message.en, n.at);
        }
    }
}
