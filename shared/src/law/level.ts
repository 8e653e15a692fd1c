/** 效力级别 (立法法第九十八条至第一百零六条). */
export type Level =
  | '宪法'
  | '法律'
  | '行政法规'
  | '监察法规'
  | '司法解释'
  | '地方性法规'
  | '部门规章'
  | '地方政府规章'
  | '国务院文件'
  | '党内法规'
  | '规范性文件'
  | '其他'

// 部门规章 and 地方政府规章 rank alike (立法法第一百零二条); 司法解释 interprets statutes but sets nothing for the executive.
const RANK: Record<Level, number> = {
  宪法: 6,
  法律: 5,
  行政法规: 4,
  监察法规: 4,
  地方性法规: 3,
  司法解释: 3,
  部门规章: 2,
  地方政府规章: 2,
  国务院文件: 1,
  党内法规: 1,
  规范性文件: 1,
  其他: 0,
}

export function isLevel(value: string): value is Level {
  return value in RANK
}

/** Does `level` stand at or above `floor`? `规章` means 部门规章 or 地方政府规章. */
export function isAtLeast(level: Level | null, floor: Level | '规章'): boolean {
  return level !== null && RANK[level] >= RANK[floor === '规章' ? '部门规章' : floor]
}

const REGION =
  /^(?:.{1,10}?(?:省|自治区|特别行政区|经济特区|自治州|自治县|市|地区|盟|县|区|旗)|北京|上海|天津|重庆|内蒙古|新疆|西藏|宁夏|广西)/
const NUMBER_OF_ORDER =
  /^(?:(?:中华人民共和国)?(国务院令|国令)|(主席令)|.*?(?:部|总局|委员会|署|银行|办公室|局)令|.*?(?:省|市|州|区)?(?:人民)?政府令)/

/**
 * Level as name and number tell it, for a document the catalogue lacks.
 *
 * @returns `null` where they do not: a region's 办法 may be a rule or a normative document
 */
export function inferLevel(title: string, number: string | null): Level | null {
  const name = title.replace(/（[^（）]*）$/, '')
  if (/宪法$/.test(name)) return '宪法'
  if (/^(?:中国共产党|中共中央)/.test(name)) return '党内法规'
  if (/^最高人民(?:法院|检察院)/.test(name)) return /解释|规定|批复|规则|解答/.test(name) ? '司法解释' : '其他'
  const order = number === null ? null : NUMBER_OF_ORDER.exec(number)
  if (order) {
    if (order[1]) return '行政法规'
    if (order[2]) return '法律'
    return /政府令/.test(order[0]) ? '地方政府规章' : '部门规章'
  }
  if (/^中华人民共和国.*(?:法|法典)$/.test(name)) return '法律'
  if (/^中华人民共和国.*(?:条例|实施细则|实施办法)$/.test(name)) return '行政法规'
  const isLocal = REGION.test(name)
  if (isLocal && /条例$/.test(name)) return '地方性法规'
  if (number !== null && /^(?:国发|国办)/.test(number)) return '国务院文件'
  if (/^国务院/.test(name) && /(?:意见|通知|方案|规划|决定|批复|函)$/.test(name)) return '国务院文件'
  if (number !== null && /〔\d{4}〕/.test(number)) return '规范性文件'
  if (/(?:意见|通知|通告|公告|方案|纪要|批复|复函|函|规划|纲要|要点|预案|清单|目录|指引|指南|措施)$/.test(name))
    return '规范性文件'
  return null
}
