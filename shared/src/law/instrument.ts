// What a title must end in to name a law or another official document, rather than a form, a certificate or a contract.
const STRONG =
  /(?:法|法典|宪法|条例|规定|办法|细则|规则|规程|守则|准则|章程|公约|协定|议定书|条约|决议|解释|解答|修正案|纲要|规划|基本要求|命令|制度|规范|标准|基准|大纲|政策|措施|通则|总则|要点|预案|指导书|导则|决定)$/
// These end forms and lists as well: the name must say more, or the text must cite it as a document.
const WEAK =
  /(?:意见|通知|通告|公告|方案|批复|复函|答复|纪要|目录|清单|指引|指南|计划|令|通报|报告|说明|要求|规约|安排|建议)$/
const WEAK_GROUNDS =
  /关于|(?:19|20)\d\d|^(?:国务院|国家|中共|中国|中华|中央|全国|最高|.{1,8}(?:省|市|县|区|州|部|委|厅|局|署|院)(?!局))/
const TRAILING_BRACKET = /[（(][^（）()]*[）)]$/

/** Names of three or four characters that mean a document only once the text has defined them. */
const GENERIC =
  /^(?:本|该|新|旧|原)?(?:实施|管理|暂行|试行|若干|补充|指导|工作)?(?:条例|办法|规定|细则|规则|意见|方案|通知|决定|公告|通告|规划|纲要|规范|标准|章程|决议|解释|制度|措施|目录|清单|指南|指引|计划|要点|预案|纪要|批复|函|规程|准则|守则|公约|总则|报告|说明|要求|协定)(?:（[^）]*）)?$/

/** Title without trailing brackets such as （试行）, （征求意见稿）, （2021年版）. */
export function withoutBrackets(title: string): string {
  let bare = title
  for (let round = 0; round < 3; round++) {
    const next = bare.replace(TRAILING_BRACKET, '')
    if (next === bare || next === '') break
    bare = next
  }
  return bare
}

/**
 * Does a title in 书名号 name a law or an official document?
 *
 * @param isCited the words before it cite (根据, 按照 …), an article follows, or a 文号
 * @param isNumbered a 文号 follows
 */
export function isInstrument(title: string, isCited: boolean, isNumbered: boolean): boolean {
  const name = withoutBrackets(title)
  if (name.length < 2 || name.length > 150) return false
  if (STRONG.test(name)) return !/(?:方法|做法|看法|手法|想法|书法|用法|语法)$/.test(name)
  if (/函$/.test(name)) return isNumbered || /关于/.test(name)
  // 《卫生行政处罚程序》（卫生部令第53号）; 《办事程序》 is a leaflet.
  if (/程序$/.test(name)) return isCited
  if (!WEAK.test(name)) return false
  if (/^(?:报告|说明|要求|安排|令|函)$/.test(name)) return false
  return isCited || WEAK_GROUNDS.test(name) || name.length >= 10
}

/** 《办法》, 《实施细则》, 《管理规定》: a name that only the text around it gives meaning. */
export function isGenericName(title: string): boolean {
  return GENERIC.test(title)
}
