import { describe, expect, it } from 'vitest'
import { parseDocument, reparseDocument } from './index.ts'

/** `kind: words` of each anomaly of the given kinds. */
function anomalies(text: string, ...kinds: string[]): string[] {
  return parseDocument(text)
    .anomalies.filter(({ kind }) => kinds.includes(kind))
    .map(({ start, end }) => text.slice(start, end))
}

const ANNEX = '附件1\n登记表\n一、学校名称。\n二、联系人。'
const notice = (body: string, after = '') =>
  `关于报送材料的通知\n各学校：\n${body}\n临江县教育局\n2026年11月2日\n${after}`

describe('附件 that are named and not there', () => {
  it.each([
    ['一、填写附件1、附件2。', ANNEX, ['附件2']],
    ['一、填写附表3。', ANNEX, ['附表3']],
    ['一、填写附件1。', ANNEX, []],
    ['一、登记表见附件。', ANNEX, []],
    ['一、登记表见附件2，说明见附件3。', '', ['附件2']],
    ['一、标准详见附表。', '', ['附表']],
    ['一、申请表（附件）一式两份。', '', ['附件']],
    ['一、填写附件3。\n附件：1.登记表\n2.说明', '', ['附件3']],
    ['一、填写附件1，见附件3、附件4。\n附件：1.登记表', '', ['附件1', '附件3', '附件4']],
    // another document's, a list, a count
    ['一、按照《某省补助办法》附件2办理。', ANNEX, []],
    ['一、按照某政发〔2020〕3号的附件2办理。', ANNEX, []],
    ['一、将报告和附件一并报送。', ANNEX, []],
    ['一、提交附件3份。', ANNEX, []],
    ['一、按时报送。\n附件：1.登记表\n2.说明', ANNEX, []],
    ['一、填写《附件2登记表》。', ANNEX, []],
  ])('%s', (body, after, expected) => {
    expect(anomalies(notice(body, after), 'dangling-annex')).toEqual(expected)
  })

  it('leaves what an annex says of its own annexes', () => {
    expect(anomalies(notice('一、填写附件1。', `${ANNEX}\n三、见附件5。`), 'dangling-annex')).toEqual([])
  })

  it('takes 附表2 inside 附件1 for carried', () => {
    expect(anomalies(notice('一、填写附表2。', `${ANNEX}\n附表2\n汇总表`), 'dangling-annex')).toEqual([])
  })
})

describe('references of a clause to itself', () => {
  const articles = (second: string) => `第一条 甲。\n${second}\n第三条 丙。\n第四条 丁。`
  it.each([
    ['第二条 违反本办法第二条规定的，予以处理。', ['本办法第二条']],
    ['第二条 有本办法第二条第（一）项情形的：\n（一）甲；\n（二）乙。', []],
    ['第二条 申请人应当符合下列条件：\n（一）甲；\n（二）有本办法第二条第（一）项情形。', []],
    ['第二条 条件：\n（一）有本办法第二条第（一）项情形；\n（二）乙。', ['本办法第二条第（一）项']],
    ['第二条 依照本条第一款办理。\n不服的，可以申请复议。', ['本条第一款']],
    ['第二条 企业应当登记。\n违反本条第一款的，责令改正。', []],
    ['第二条 企业应当登记。\n违反本条第二款的，责令改正。', ['本条第二款']],
    ['第二条 企业应当登记。\n违反本办法第二条第二款的，责令改正。', ['本办法第二条第二款']],
    ['第二条 企业应当登记。\n违反本办法第二条规定的，责令改正。', []],
    // a line break may have been lost in copying
    ['第二条 企业应当登记。违反本办法第二条规定的，责令改正。', []],
    ['第二条 依照《某省办法》第二条办理。', []],
    ['第二条 依照本办法第三条办理。', []],
  ])('%s', (second, expected) => expect(anomalies(articles(second), 'self-reference')).toEqual(expected))
})

describe('numbers', () => {
  it.each([
    ['第 二 十 三 条 甲。\n第 二 十 四 条 乙。', ['第二十三条', '第二十四条']],
    ['第 23 条 甲。\n第２４条 乙。', ['第二十三条', '第二十四条']],
    ['第二O条 甲。\n第二十一条 乙。', ['第二十条', '第二十一条']],
    ['第二\u3000十条 甲。\n第 二十一 条 乙。', ['第二十条', '第二十一条']],
    ['\uf06c 第一条 甲。\n● 第二条 乙。', ['第一条', '第二条']],
  ])('are read whatever parts them: %s', (text, labels) => {
    const { nodes } = parseDocument(text)
    expect(nodes.filter(({ kind }) => kind === 'article').map(({ label }) => label)).toEqual(labels)
  })

  it.each([
    ['一、时间\n1.8月18日至20日报名。\n2.8月22日公示。\n3.2016年1月1日前已登记的，从其规定。', ['1.', '2.', '3.']],
    ['一、标准\n1 、学历六十分。\n2、技能四十分。', ['1 、', '2、']],
    ['一、标准\n1.5倍以内的部分，按一倍计。\n3.14为圆周率。', []],
  ])('of a list stand before dates, not before figures: %s', (text, marks) => {
    const { nodes } = parseDocument(text)
    const found = nodes.filter(({ level }) => level === 3).map(({ marker }) => text.slice(marker!.start, marker!.end))
    expect(found).toEqual(marks)
  })

  it.each([
    // 2、 stands inside the line of 1、
    ['一、标准\n1、学历六十分。2、技能四十分。\n3、年龄二十分。', []],
    ['一、标准\n1、学历六十分。\n3、年龄二十分。', ['3、']],
    ['第二十一条 甲。\n第二十二条 乙。\n第五十四条 丙。\n第十五条 丁。\n第三十条 戊。\n第三十三条 己。', []],
    ['一、甲。\n二、乙。\n附件：1.名册\n2.电话\n3.表格', []],
  ])('missing or not: %s', (text, expected) => {
    expect(anomalies(text, 'skipped', 'repeated', 'out-of-order')).toEqual(expected)
  })
})

it('finds the same after an edit as in a fresh reading', () => {
  const before = notice('一、填写附件1。\n二、条件：\n1、甲，2、乙。\n3、丙。', ANNEX)
  for (const [words, others] of [
    ['附件1。', '附件4。'],
    ['，2、乙', '，乙'],
    ['按时', '按本办法'],
  ] as const) {
    const previous = parseDocument(before)
    void previous.anomalies
    const after = before.replace(words, others)
    expect(reparseDocument(previous, after).anomalies).toEqual(parseDocument(after).anomalies)
  }
})
