import { isSpaceUnit } from '../text/char-class.ts'
import type { IssuerLevel } from './document.ts'

/** What the name of an organ ends with. */
const ORGAN_ENDS = [
  '人民政府',
  '政府',
  '国务院',
  '委员会',
  '办公室',
  '办公厅',
  '指挥部',
  '领导小组',
  '小组',
  '专班',
  '联席会议',
  '管委会',
  '常委会',
  '办事处',
  '街道办',
  '法院',
  '检察院',
  '总局',
  '总署',
  '分局',
  '支队',
  '大队',
  '中心',
  '公司',
  '协会',
  '银行',
  '学院',
  '医院',
  '大学',
  '总工会',
  '厅',
  '局',
  '部',
  '署',
  '委',
  '办',
  '院',
  '处',
  '科',
  '股',
  '站',
  '所',
]

const NOT_ORGANS = ['全部', '干部', '内部', '外部', '局部', '办公', '部分', '委托', '处所', '场所']

/** Does a run of words end like the name of an organ? */
export function endsLikeOrgan(name: string): boolean {
  if (NOT_ORGANS.some((word) => name.endsWith(word))) return false
  return ORGAN_ENDS.some((end) => name.length > end.length - 1 && name.endsWith(end))
}

const MUNICIPALITIES = ['北京市', '上海市', '天津市', '重庆市', '北京', '上海', '天津', '重庆']
const PROVINCES = [
  ...['河北', '山西', '辽宁', '吉林', '黑龙江', '江苏', '浙江', '安徽', '福建', '江西', '山东', '河南', '湖北', '湖南'],
  ...['广东', '海南', '四川', '贵州', '云南', '陕西', '甘肃', '青海', '台湾', '内蒙古', '广西', '西藏', '宁夏', '新疆'],
]
const STATE_COUNCIL = ['国务院', '中华人民共和国国务院', '中共中央', '中办', '国办']

/** Departments of the State Council, past and present, by how their names begin. */
const DEPARTMENTS = [
  ...[
    '外交',
    '国防',
    '教育',
    '科学技术',
    '科技',
    '工业和信息化',
    '公安',
    '国家',
    '民政',
    '司法',
    '财政',
    '人力资源',
    '自然资源',
    '国土资源',
  ],
  ...[
    '生态环境',
    '环境保护',
    '住房',
    '城乡建设',
    '建设',
    '交通',
    '铁道',
    '水利',
    '农业',
    '商务',
    '文化',
    '卫生',
    '退役军人',
    '应急管理',
    '审计',
  ],
  ...[
    '中国人民银行',
    '中国银行业',
    '中国证券',
    '中国保险',
    '海关总署',
    '税务总局',
    '工商总局',
    '市场监管总局',
    '质检总局',
    '新闻出版',
    '体育总局',
  ],
  ...[
    '发展改革委',
    '劳动',
    '人事',
    '信息产业',
    '国资委',
    '银监会',
    '证监会',
    '保监会',
    '人口计生委',
    '医保局',
    '药监局',
  ],
]
const DEPARTMENT_NAME = /(?:部|总局|总署|委员会|局|署|委|银行|会|办公室|办公厅)$/

/**
 * The level of an organ by its name: 临江县住房和城乡建设局 → 县. A district of a 直辖市 counts as 县. A court, and the
 * national congress, have no administrative level.
 */
export function levelOfIssuer(name: string): IssuerLevel | null {
  const words = squeeze(name)
  if (words === '' || /法院|检察院|^全国人|^中华人民共和国(?:主席|第)/.test(words)) return null
  if (STATE_COUNCIL.some((start) => words.startsWith(start))) {
    return /^国务院.{2,}(?:委员会|总局|部)$/.test(words) ? '国务院部门' : '国务院'
  }
  if (/^中华人民共和国.{2,}(?:部|委员会|总局|总署|署|局)(?:$|令|公告)/.test(words)) return '国务院部门'
  const region = regionLevel(words)
  if (region !== null) return region
  return DEPARTMENT_NAME.test(words) && DEPARTMENTS.some((start) => words.startsWith(start)) ? '国务院部门' : null
}

/** The level that a title betrays by the region it begins with: 临江县…若干规定 → 县. */
export function levelOfTitle(title: string): IssuerLevel | null {
  const words = squeeze(title).replace(/^(?:关于)?(?:印发|发布|公布|转发|修改|《|〈|〔?\d{4}年?)+/, '')
  return regionLevel(words)
}

function squeeze(name: string): string {
  let words = ''
  for (let i = 0; i < name.length; i++) if (!isSpaceUnit(name.charCodeAt(i))) words += name[i]
  return words
}

const SHORT: Record<string, IssuerLevel> = { 省: '省', 市: '市', 县: '县', 区: '县', 镇: '乡', 乡: '乡' }

/** The lowest region at the head of a name decides: 重庆市渝北区 is 县, 清和县桥西镇 is 乡. */
function regionLevel(words: string): IssuerLevel | null {
  const municipality = MUNICIPALITIES.find((name) => words.startsWith(name))
  const province = PROVINCES.find((name) => words.startsWith(name))
  if (municipality !== undefined) return lowerRegion(words.slice(municipality.length), '省', false)
  if (province !== undefined) {
    return lowerRegion(words.slice(province.length).replace(/^(?:省|(?:壮族|回族|维吾尔)?自治区)/, ''), '省', true)
  }
  if (/^[^市县区的关]{2,6}省/.test(words)) return lowerRegion(words.slice(words.indexOf('省') + 1), '省', true)
  const short = SHORT[words[0] ?? '']
  if (short !== undefined && /^.(?:人民)?(?:政府|委|[^市区县]{1,12}(?:局|委|厅|办|中心))/.test(words)) return short
  return lowerRegion(words, null, true)
}

const TOWN =
  /^(?!.{0,6}(?:城镇|乡镇|城乡|村镇|各镇|各乡|集镇|名镇|街镇))[^市县区乡镇的关]{1,6}?(?:镇|乡|街道)(?:人民政府|政府|办事处|党委|党政|[^镇乡村]{1,24}$)/
const COUNTY = /^[^市县区的关]{1,10}?(?:自治县|县|区|旗)(?!域|级|间|别|划|内|外|位|块|段|城(?![市管乡建中]))/
const CITY =
  /^(?!城市|本市|全市|我市|各市|市)[^市县区的关]{1,8}?(?:(?<!城)市(?!场|政(?!府)|民|直|级|容|辖|价)|自治州|地区|盟(?=[^友主])|州(?=人民|政府))/

function lowerRegion(words: string, above: IssuerLevel | null, mayHaveCity: boolean): IssuerLevel | null {
  let rest = words
  let level = above
  const city = mayHaveCity ? CITY.exec(rest) : null
  if (city !== null) {
    level = '市'
    rest = rest.slice(city[0].length)
  }
  // 深圳经济特区 makes rules as its city; a development zone has no level of its own.
  if (/^.{2,4}经济特区/.test(rest)) return level ?? '市'
  const county = COUNTY.exec(rest)
  if (
    county !== null &&
    !/^(?:各|本|全|辖|社区|园区|城区|市区|地区|灾区|山区|库区|景区|农村社区)|(?:开发区|新区|园区|示范区|保护区|社区|景区|工业区|特区|管理区|名胜区|度假区|街区|小区|住宅区|居住区|城区|港区|港地区|保税区|涵养区|老区|集聚区|合作区|试验区|片区|功能区|风貌区|场地区|库区|牧区|林区|矿区|产区|洪区|红旗)$/.test(
      county[0],
    )
  ) {
    level = '县'
    rest = rest.slice(county[0].length)
  }
  return TOWN.test(rest) ? '乡' : level
}
