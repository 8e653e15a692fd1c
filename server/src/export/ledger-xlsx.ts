import type { CallOutput } from '@hongxian/shared/api'
import { type Cell, type Sheet, toXlsx } from './xlsx.ts'

type Column<Row> = readonly [name: string, width: number, of: (row: Row, index: number) => Cell]
type Ledger = CallOutput<'getLedger'>

/** 总账, 台账 and 细账 of an office, a sheet each. */
export function ledgerXlsx({ from, to, asOf, totals, rows, items }: Ledger, office: string): Buffer {
  const note = `单位：${office}　　期间：${from}至${to}（按收件日期）　　截至：${asOf}`
  const sheet = <Row>(
    name: string,
    columns: readonly Column<Row>[],
    of: readonly Row[],
    sum: Cell[] | null = null,
  ): Sheet => ({
    name,
    title: `合法性审核${name}`,
    note,
    columns: columns.map(([heading, width]) => ({ name: heading, width })),
    rows: [...of.map((row, i) => columns.map(([, , read]) => read(row, i))), ...(sum ? [sum] : [])],
  })
  const add = (read: (row: Ledger['totals'][number]) => number) => totals.reduce((sum, row) => sum + read(row), 0)
  const sum = ['合计', '', ...COUNTS.map(([, , read]) => add(read))]
  return toXlsx([
    sheet('总账', [...TOTALS, ...COUNTS], totals, sum),
    sheet('台账', ROWS, rows),
    sheet('细账', ITEMS, items),
  ])
}

const TOTALS: readonly Column<Ledger['totals'][number]>[] = [
  ['起草单位', 34, ({ unit }) => unit],
  ['类别', 20, ({ kindName }) => kindName],
]

const COUNTS: readonly (readonly [string, number, (row: Ledger['totals'][number]) => number])[] = [
  ['送审', 8, ({ received }) => received],
  ['受理', 8, ({ accepted }) => accepted],
  ['出具意见', 10, ({ signed }) => signed],
  ['合法', 8, ({ lawful }) => lawful],
  ['应当修改', 10, ({ revise }) => revise],
  ['不合法', 8, ({ unlawful }) => unlawful],
  ['超期', 8, ({ late }) => late],
  ['未办结', 8, ({ open }) => open],
  ['反馈意见条数', 8, ({ answered }) => answered],
  ['采纳条数', 8, ({ adopted }) => adopted],
]

const ROWS: readonly Column<Ledger['rows'][number]>[] = [
  ['序号', 6, (_, i) => i + 1],
  ['名称', 36, ({ title }) => title],
  ['起草单位', 22, ({ unit }) => unit],
  ['类别', 15, ({ kindName }) => kindName],
  ['收件日期', 12, ({ receivedOn }) => receivedOn],
  ['受理日期', 12, ({ acceptedOn }) => acceptedOn],
  ['暂停天数', 6, ({ pausedDays }) => pausedDays],
  ['审核期限', 12, ({ due }) => due],
  ['出具日期', 12, ({ signedOn }) => signedOn],
  ['是否超期', 6, ({ isLate }) => (isLate ? '是' : '否')],
  ['意见书编号', 18, ({ opinionNumber }) => opinionNumber],
  ['审核结论', 14, ({ conclusion }) => conclusion],
  ['意见条数', 6, ({ illegal, others }) => illegal + others],
  ['其中违法', 6, ({ illegal }) => illegal],
  ['反馈条数', 6, ({ answered }) => answered],
  ['采纳条数', 6, ({ adopted }) => adopted],
  ['审议日期', 12, ({ deliberatedOn }) => deliberatedOn],
  ['登记号', 16, ({ registrationNumber }) => registrationNumber],
  ['公布日期', 12, ({ publishedOn }) => publishedOn],
  ['备案日期', 12, ({ filedOn }) => filedOn],
  ['有效期至', 12, ({ validUntil }) => validUntil],
  ['当前环节', 12, ({ stateName }) => stateName],
  ['承办人', 10, ({ reviewer }) => reviewer],
]

const ITEMS: readonly Column<Ledger['items'][number]>[] = [
  ['序号', 6, (_, i) => i + 1],
  ['名称', 30, ({ title }) => title],
  ['起草单位', 20, ({ unit }) => unit],
  ['意见书编号', 18, ({ opinionNumber }) => opinionNumber],
  ['性质', 18, ({ heading }) => heading],
  ['条款', 16, ({ clause }) => clause],
  ['送审稿原文', 44, ({ quote }) => quote],
  ['审核意见', 60, ({ text }) => text],
  ['采纳情况', 10, ({ answer }) => answer],
  ['未完全采纳的理由', 30, ({ reason }) => reason],
]
