/** What sort of body a name tells: by how it ends, and by the organ that it is part of. */
export type OrganKind = '政府' | '部门' | '内设机构' | '临时机构' | '事业单位' | '企业' | '社会组织' | '自治组织'

/** Set up by law with powers of their own in what they command: 防洪法第三十八条、突发事件应对法第二十条、森林防火条例第五条. */
const STATUTORY_COMMAND = /防汛|抗旱|防灭火|森林防火|抗震救灾|国防动员|突发|应急|征兵|防震|地震|海上搜救|防台/
/** Offices that are departments in fact: they make rules of their own. */
const STATUTORY_OFFICE =
  /(?:网络安全和信息化委员会|互联网信息|网信|机构编制委员会|编制|外事|台湾事务|港澳事务|侨务|侨|国防动员|人民防空|人防|移民|海防|能源|接待|市场监管|妇女儿童|防范|稳定|政法|档案|保密|密码|法制|金融工作|口岸|地方志|参事|机关事务|扶贫|信访|知识产权|政务服务|人民政府|政府|党委|市委|县委|区委|省委|自治区|常委会|人大)(?:委员会|管理|工作|领导小组)?(?:办公室|办公厅|办)$/

const AD_HOC =
  /(?:指挥部|指挥所|领导小组|协调小组|推进小组|工作小组|专项小组|联席会议|工作专班|专班|工作组|攻坚组|推进组|协调组|筹备组|筹备处|筹建处|筹建组|筹备委员会|组委会|突击队|工作队|专项行动组)(?:(?:综合)?办公室|办|秘书处|[^，。]{0,8}(?:组|专班))?$/
/** 双创办, 征迁办, 安全生产委员会办公室; an office of a department is its own affair. */
const AD_HOC_OFFICE =
  /(?:安委会|食安委|爱卫会|(?<!管理|保险|监督|服务|保障)(?<![局厅署院校部])办公室|[^主督查承协经举法备督]办)$/

const ENTERPRISE = /(?:公司|集团|厂|(?<!人民)银行|合作社|供销社|联社|商场|市场|客运站|加油站|物业|酒店|景区)$/
const SOCIETY = /(?:协会|商会|学会|联合会|促进会|基金会|联盟|慈善会|总会|研究会|理事会|校友会)$/
const SELF_GOVERNING =
  /(?:村民委员会|村委会|居民委员会|居委会|业主委员会|业委会|业主大会|村民小组|村民会议|经济联合社|经济合作社)$/
const INSTITUTION =
  /(?:中心|养护段|养护站|管理站|服务站|工作站|监测站|检测站|推广站|文化站|畜牧站|水利站|农技站|研究院|设计院|规划院|科学院|研究所|监督所|管理所|殡仪馆|博物馆|图书馆|文化馆|体育馆|福利院|敬老院|公园|管护站|服务所|控制中心|环卫处|市政处|园林处|路政处|运管处|管理处|房管所|自来水厂)$/
/** 住房公积金管理条例第十条、社会保险法第八条: bodies to which a law gives the power. */
const AUTHORISED =
  /(?:住房公积金(?:管理)?中心|社会保险(?:基金|事业)?(?:管理)?(?:局|中心)|社保中心|医疗保障(?:服务|事务)中心|不动产登记中心|消防救援(?:总队|支队|大队)|公安局交通(?:警察|管理)(?:总队|支队|大队)|交通警察(?:总队|支队|大队)|交警(?:总队|支队|大队)|(?:派出|税务|司法|财政|国土资源|自然资源|市场监督管理|市场监管|工商行政管理|工商|法庭)所)$/

const SECTION = /(?:科|股|室|处|队|组|窗口|中心|站|所|局|办|司|课|班)$/
/** What a section is a section of. */
const PARENT =
  /(?:局|委员会|委|厅|管委会|中心|支队|总队|大队|署|公积金中心|管理处|办事处|政府|镇|(?<!城)乡(?!村)|街道|院|集团|协会)(?=[^，。、]{2,14}$)/
const NOT_SECTIONS =
  /(?:办事处|代表处|办公室|办公厅|管理局|人民政府|派出所|检察院|法院|监察委员会|管理委员会|工作委员会)$/
const SQUADS =
  /(?:执法大队|执法中队|执法支队|执法总队|稽查大队|稽查队|稽查局|巡查队|巡防队|中队|监察大队|[一二三四五六七八九]大队|协管队|城管队)$/

const GOVERNMENT = /(?:人民政府|政府|国务院|办事处|管委会|管理委员会)$/
const DEPARTMENT = /(?:局|厅|委员会|委|署|部|院|总队|支队)$/

/**
 * What sort of body a name is: 丰川县市场监督管理局食品生产监管股 → 内设机构, 临江县治超办 → 临时机构. `null` where the name does
 * not tell.
 */
export function organKind(name: string): OrganKind | null {
  const words = name.replace(/[\s（）()]/g, '')
  if (words.length < 3) return null
  if (AD_HOC.test(words)) return STATUTORY_COMMAND.test(words) ? null : '临时机构'
  if (SELF_GOVERNING.test(words)) return '自治组织'
  if (AUTHORISED.test(words)) return isSectionOfAuthorised(words) ? '内设机构' : '部门'
  if (STATUTORY_OFFICE.test(words)) return /政府/.test(words) ? '政府' : '部门'
  if (AD_HOC_OFFICE.test(words)) return STATUTORY_COMMAND.test(words) ? null : '临时机构'
  if (SOCIETY.test(words)) return '社会组织'
  if (ENTERPRISE.test(words)) return '企业'
  if (SQUADS.test(words) || isSection(words)) return '内设机构'
  if (INSTITUTION.test(words)) return '事业单位'
  if (GOVERNMENT.test(words)) return '政府'
  return DEPARTMENT.test(words) ? '部门' : null
}

function isSection(words: string): boolean {
  if (NOT_SECTIONS.test(words) || !SECTION.test(words)) return false
  const parent = PARENT.exec(words)
  if (parent === null) return false
  const rest = words.slice(parent.index + parent[0].length)
  // 县委宣传部, 市政府办, 省委办公厅: of the Party, or of a government.
  const whole = words.slice(0, parent.index + parent[0].length)
  if (/[县市区省州盟旗]委$/.test(whole) || (/政府$/.test(whole) && !/[科股室队]$/.test(rest))) return false
  // 管委会招商服务局 is a section of a 派出机关; 市住建委下属某局 does not occur otherwise.
  if (/[局]$/.test(rest))
    return /(?:管委会|(?:开发区|园区|新区|高新区|示范区|景区|度假区)管理委员会)$/.test(
      words.slice(0, parent.index + parent[0].length),
    )
  return rest.length >= 2 && !/^(?:管理|员会)/.test(rest)
}

/** 公安局交通警察支队城区一大队 is a squad of a squad. */
const isSectionOfAuthorised = (words: string) => /(?:支队|总队)[^，。]{0,8}大队$/.test(words)
