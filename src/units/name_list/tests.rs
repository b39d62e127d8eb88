//! Lists of names as plans print them.

use super::*;
use proptest::prelude::*;

fn names(words: &str) -> Vec<String> {
    let list = split_names(words, &UnitVocabulary::default());
    list.names.into_iter().map(|mention| mention.name).collect()
}

fn leftovers(words: &str) -> Vec<String> {
    let list = split_names(words, &UnitVocabulary::default());
    list.leftovers.into_iter().map(|leftover| leftover.words).collect()
}

/// The list, its names parted by a blank, its leftovers.
#[track_caller]
fn check(words: &str, expected: &str, left: &str) {
    let expected: Vec<_> = expected.split(' ').filter(|name| !name.is_empty()).collect();
    let left: Vec<_> = left.split(' ').filter(|name| !name.is_empty()).collect();
    assert_eq!(names(words), expected, "names of {words}");
    assert_eq!(leftovers(words), left, "leftovers of {words}");
}

#[test]
fn marks_part_names() {
    check(
        "区财政局、区税务局，区教委；区法院,区档案馆",
        "区财政局 区税务局 区教委 区法院 区档案馆",
        "",
    );
    check("区经济信息委、 区市场监管局", "区经济信息委 区市场监管局", "");
    check(
        "区经济信息委（大数据局、信息办）、区法院",
        "区经济信息委（大数据局、信息办） 区法院",
        "",
    );
    check("（区财政局、区税务局）", "区财政局 区税务局", "");
    check("1.区财政局；2.区税务局", "区财政局 区税务局", "");
    check("市财政局、国税局", "市财政局 国税局", "");
    check("区财政局。", "区财政局", "");
}

#[test]
fn blanks_and_line_ends_part_only_whole_names() {
    check(
        "中国移动江\n口分公司、中国电信江口\n分公司",
        "中国移动江口分公司 中国电信江口分公司",
        "",
    );
    check(
        "区政府办公室、区\n经济信息委（大数\n\n据局）、各指标牵\n头部门",
        "区政府办公室 区经济信息委（大数据局） 各指标牵头部门",
        "",
    );
    check(
        "区属媒体、各指\n标牵头部门、各\n行业协会、商会\n主管部门",
        "区属媒体 各指标牵头部门 各行业协会 商会主管部门",
        "",
    );
    check("各区级部门、各\n镇街、有关园区\n平台", "各区级部门 各镇街 有关园区平台", "");
    check("区经济信息委 区财政局", "区经济信息委 区财政局", "");
    check("区公安局\n区司法局\n各镇街", "区公安局 区司法局 各镇街", "");
    check("区委\n宣传部", "区委宣传部", "");
    check("区公安局\n交巡警支队", "区公安局交巡警支队", "");
    assert_eq!(names("China Mobile 分公司、区法院"), ["China Mobile分公司", "区法院"]);
}

#[test]
fn joining_words_inside_names_stay() {
    for name in [
        "区发展和改革委员会",
        "住房和城乡建设局",
        "人力资源和社会保障局",
        "工业和信息化局",
        "文化和旅游局",
        "规划和自然资源局",
        "中国银行业和保险业监督管理委员会",
        "区行政审批与政务信息管理局",
        "省机关事务和接待服务中心",
        "区教育和体育局",
        "高等教育处",
        "政府和社会资本合作中心",
    ] {
        check(name, name, "");
    }
    check("区委办公室和区政府办公室", "区委办公室 区政府办公室", "");
    check("文化和旅游部和财政部", "文化和旅游部 财政部", "");
    check("区财政局以及区税务局", "区财政局 区税务局", "");
    check("区教委及各镇街", "区教委 各镇街", "");
    check("由区财政局会同区税务局负责", "区财政局 区税务局", "");
    check(
        "区住房和城乡建设委与区发展和改革委员会、区卫生健康委",
        "区住房和城乡建设委 区发展和改革委员会 区卫生健康委",
        "",
    );
    check("各镇街和部门", "各镇街和部门", "");
    check("和平区政府、区法院", "和平区政府 区法院", "");
}

#[test]
fn deng_names_a_group_or_nobody() {
    check("区市场监管局等相关部门", "区市场监管局 相关部门", "");
    check("区市场监管局等区级有关单位", "区市场监管局 区级有关单位", "");
    check("区财政局、区税务局等部门", "区财政局 区税务局", "");
    check("区财政局等12个部门按职责分工负责", "区财政局", "");
    check("区财政局等部门和单位", "区财政局", "");
    check("区财政局等", "区财政局", "");
    check("区财政局等部门和14个乡镇人民政府", "区财政局 14个乡镇人民政府", "");
    check("区财政局等部门和单位", "区财政局", "");
    check("区财政局、等有关部门配合", "区财政局 有关部门", "");
}

#[test]
fn verbs_and_leading_words_are_no_part_of_a_name() {
    check("区财政局牵头", "区财政局", "");
    check("区财政局、区税务局按职责分工负责", "区财政局 区税务局", "");
    check("由区财政局负责落实", "区财政局", "");
    check("各有关部门参与", "各有关部门", "");
    check("区财政局（牵头）、区税务局", "区财政局 区税务局", "（牵头）");
}

#[test]
fn places_after_ge_are_one_group() {
    check("各市、县（区）人民政府，省财政厅", "各市、县（区）人民政府 省财政厅", "");
    check("各镇、街道", "各镇、街道", "");
    check("各乡镇人民政府、街道办事处、区法院", "各乡镇人民政府、街道办事处 区法院", "");
    check("各镇街、区法院", "各镇街 区法院", "");
    check("各区、县（市）政府及开发区管委会", "各区、县（市）政府 开发区管委会", "");
    check("农业股 乡村产业发展股 执法大队 安监站", "农业股 乡村产业发展股 执法大队 安监站", "");
    check("民办学校 市、县（区）教育部门", "民办学校 市、县（区）教育部门", "");
    check("有关部门及各县、市、区政府", "有关部门 各县、市、区政府", "");
}

#[test]
fn what_is_no_name_is_left_over() {
    check("张三、区财政局、李四同志", "区财政局", "张三 李四同志");
    check("区财政局、2021年12月底前", "区财政局", "2021年12月底前");
    check("长期坚持", "", "长期坚持");
    check("列第一位的为牵头单位", "", "列第一位的为牵头单位");
    check("区财政局2021年6月底前", "区财政局", "2021年6月底前");
    check("加快建立信用信息共享中心", "", "加快建立信用信息共享中心");
    check("招投标全程上网", "", "招投标全程上网");
    check("63320000", "", "63320000");
    check("区财政局（何平，6210001）", "区财政局", "（何平，6210001）");
    check("无", "", "");
    check("待定", "", "");
    check("——", "", "");
    check("牵头单位：区财政局", "区财政局", "牵头单位");
}

#[test]
fn a_name_someone_has_made_known_is_a_name() {
    let words = UnitVocabulary::default().with_known_names(["红帆联线", "甲和乙办"]);
    let got = split_names("红帆联线、甲和乙办", &words);
    let got: Vec<_> = got.names.iter().map(|mention| mention.name.as_str()).collect();
    assert_eq!(got, ["红帆联线", "甲和乙办"]);
}

#[test]
fn bodies_that_share_their_places_are_one_group() {
    for group in [
        "各县（市、区）党委、政府",
        "各级党委、政府",
        "各区（县）政府、管委会",
        "各县市区委、政府",
        "各市州、县市区人民政府",
        "沿江各区、县人民政府",
        "各镇（街道）、园区管委会",
        "乡镇（街道）党委、政府",
        "县、乡两级政府",
        "省、市、县三级政府",
        "市、县（区）两级财政部门",
        "市、县（市、区）人民政府",
        "县、乡（镇）政府",
    ] {
        check(group, group, "");
        check(&format!("区法院、{group}、市税务局"), &format!("区法院 {group} 市税务局"), "");
        check(&format!("{group}负责"), group, "");
        assert!(UnitVocabulary::default().is_collective(group), "{group}");
    }
    check("各镇街、市政府", "各镇街 市政府", "");
    check("各区县、市委", "各区县 市委", "");
    check("区委、区政府", "区委 区政府", "");
    check("各县（市、区）党委、市财政局", "各县（市、区）党委 市财政局", "");
}

#[test]
fn usual_names_without_an_ending_are_names() {
    let words = "中国科协 共青团中央 团中央 最高法 最高检 最高人民法院 中国作协 中国记协 市作协 \
                 市律协 中石油 中石化 国网重庆电力 有关地方 有关省份 应急站 中央军委各部 \
                 全国人大常委会法工委 新疆生产建设兵团";
    for name in words.split_whitespace() {
        check(name, name, "");
        check(&format!("{name}牵头"), name, "");
    }
    check("区财政局协助、市政策妥协", "区财政局", "市政策妥协");
}

#[test]
fn fields_of_work_before_deng_are_names() {
    check("应急管理、公安、消防等部门", "应急管理 公安 消防", "");
    check("财政、国土资源、卫生计生等省有关部门", "财政 国土资源 卫生计生 省有关部门", "");
    check("住房和城乡建设、民政等部门牵头", "住房和城乡建设 民政", "");
    check("应急管理、区法院", "区法院", "应急管理");
    check("李卫生、民政等部门", "民政", "李卫生");
}

#[test]
fn a_group_may_be_told_by_its_task() {
    for group in [
        "负有安全生产监督管理职责的有关部门",
        "负有安全监管职责的区有关部门",
        "涉及的各部门",
        "承担任务的单位",
    ] {
        check(&format!("区财政局、{group}"), &format!("区财政局 {group}"), "");
        assert!(UnitVocabulary::default().is_collective(group), "{group}");
    }
    for rule in ["排在前面的单位", "推进不力的单位", "列第一位的部门"] {
        check(rule, "", rule);
    }
}

#[test]
fn a_person_behind_a_blank_is_left_over() {
    check("市住建局 王建国", "市住建局", "王建国");
    check("市住建局,市教育局,等", "市住建局 市教育局", "");
}

proptest! {
    /// Every character with ink is in a name, in a leftover, or is a mark or word that joins.
    #[test]
    fn nothing_is_lost(words in "[区市财政局税务委办各有关部门等和与及、，；（）() \n张三0-9由牵头配合负责年月前]{0,40}") {
        let list = split_names(&words, &UnitVocabulary::default());
        prop_assert_eq!(list.marks.len(), words.chars().count());
        let mut dropped = String::new();
        for (c, mark) in words.chars().zip(&list.marks) {
            match mark {
                Mark::Joint => dropped.push(c),
                Mark::Name(id) => prop_assert!(list.names[*id as usize].name.contains(c)),
                Mark::Leftover(id) => prop_assert!(list.leftovers[*id as usize].words.contains(c)),
            }
        }
        // Only words of the joints' lists may be dropped, never one that makes a name.
        for c in "区市财税政局委办三张".chars() {
            prop_assert!(!dropped.contains(c), "{} dropped from {}", c, words);
        }
    }
}
