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
const STATE_COUNCIL = ['国务院', '中共中央办公厅', '中共中央']
const COURTS = ['人民代表大会', '人大', '法院', '检察院', '政协', '常务委员会']
/** Departments of the State Council whose names carry no region. */
const DEPARTMENT_ENDS = ['部', '总局', '总署', '委员会', '国家', '局', '署', '委', '银行']

/**
 * The level of an organ by its name: 临江县住房和城乡建设局 → 县. A district of a 直辖市 counts as 县; a people's congress
 * or a court has no administrative level.
 */
export function levelOfIssuer(name: string): IssuerLevel | null {
  const words = squeeze(name)
  if (words === '' || COURTS.some((word) => words.includes(word))) return null
  if (STATE_COUNCIL.some((start) => words.startsWith(start)))
    return words.length > 9 && words.endsWith('部') ? '国务院部门' : '国务院'
  const region = regionLevel(words)
  if (region !== null) return region
  if (words.startsWith('中华人民共和国') || words.startsWith('国家')) return '国务院部门'
  return DEPARTMENT_ENDS.some((end) => words.endsWith(end)) && MINISTRIES.test(words) ? '国务院部门' : null
}

const MINISTRIES =
  /^(?:外交|国防|教育|科学技术|科技|工业和信息化|公安|国家安全|民政|司法|财政|人力资源|自然资源|国土资源|生态环境|环境保护|住房|建设|交通|铁道|水利|农业|商务|文化|卫生|退役军人|应急管理|审计|中国人民银行|海关|税务|工商|市场监督|质量监督|新闻出版|体育|统计|发展改革|劳动|人事|信息产业|国资委|银监会|证监会|保监会|最高)/

function squeeze(name: string): string {
  let words = ''
  for (let i = 0; i < name.length; i++) if (!isSpaceUnit(name.charCodeAt(i))) words += name[i]
  return words
}

/** The lowest region at the head of a name decides: 重庆市渝北区 is 县, 清和县桥西镇 is 乡. */
function regionLevel(words: string): IssuerLevel | null {
  let rest = words
  let level: IssuerLevel | null = null
  const municipality = MUNICIPALITIES.find((name) => rest.startsWith(name))
  const province = PROVINCES.find((name) => rest.startsWith(name))
  if (municipality !== undefined) {
    level = '省'
    rest = rest.slice(municipality.length)
  } else if (province !== undefined) {
    level = '省'
    rest = rest.slice(province.length).replace(/^(?:省|(?:壮族|回族|维吾尔)?自治区)/, '')
  } else if (/^.{2,6}省/.test(rest)) {
    level = '省'
    rest = rest.slice(rest.indexOf('省') + 1)
  } else if (/^[省区市县]政府/.test(rest)) return ({ 省: '省', 市: '市', 县: '县', 区: '县' } as const)[rest[0] as '省']
  return lowerRegion(rest, level)
}

const TOWN = /^[^市县区乡镇的关]{1,6}?(?:镇|乡|街道)(?:人民政府|政府|办事处|党委|$)/
const COUNTY = /^[^市县区的关]{1,8}?(?:自治县|县|区|旗)(?!域|级|间|别|划)/
const CITY = /^[^市县区的关]{1,8}?(?:市|自治州|地区|盟|州)(?!场|政|民|直|级|区域)/

function lowerRegion(words: string, above: IssuerLevel | null): IssuerLevel | null {
  let rest = words
  let level = above
  const city = CITY.exec(rest)
  // 直辖市 have no cities below them; 经济特区 belongs to its city.
  if (city !== null) {
    level = '市'
    rest = rest.slice(city[0].length)
  }
  const county = COUNTY.exec(rest)
  if (county !== null && !/^(?:经济特区|各|本|全|辖|社|园|.{0,6}(?:开发区|新区|园区|示范区)$)/.test(county[0])) {
    level = '县'
    rest = rest.slice(county[0].length)
  }
  return TOWN.test(rest) ? '乡' : level
}
