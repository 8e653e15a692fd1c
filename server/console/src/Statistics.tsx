import type { CallOutput } from '@hongxian/shared/api'
import { SEVERITY_NAMES } from '@hongxian/shared/rule'
import { saveFile } from '@hongxian/shared/ui'
import { useState } from 'preact/hooks'
import { ask, sentenceOf, useLoaded } from './ask.ts'
import { itemNames } from './item-names.ts'
import { Reload } from './Reload.tsx'

const THIS_YEAR = new Date().getFullYear()
const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type Ledger = CallOutput<'getLedger'>
type Period = { readonly from: string; readonly to: string }

/** 统计: 总账 and 台账 of a period, what was found in it and what became of that, for the annual report. */
export function Statistics() {
  const [period, setPeriod] = useState<Period>({ from: `${THIS_YEAR}-01-01`, to: `${THIS_YEAR}-12-31` })
  const [error, setError] = useState('')
  const [isBusy, setBusy] = useState(false)
  const ledger = useLoaded<Ledger>(`${period.from} ${period.to}`, () => ask('getLedger', { query: period }))
  const choose = (key: keyof Period) => (event: { currentTarget: { value: string } }) =>
    event.currentTarget.value && setPeriod({ ...period, [key]: event.currentTarget.value })
  const save = () => {
    setBusy(true)
    setError('')
    ask('exportLedger', { query: period })
      .then(
        ({ name, base64 }) => saveFile(name, EXCEL, base64),
        (reason: unknown) => setError(sentenceOf(reason)),
      )
      .finally(() => setBusy(false))
  }
  return (
    <>
      <h1>统计和台账</h1>
      <div class="c-bar">
        <label>
          收件日期自 <input type="date" aria-label="收件日期自" value={period.from} onChange={choose('from')} />
        </label>
        <label>
          至 <input type="date" aria-label="收件日期至" value={period.to} onChange={choose('to')} />
        </label>
        {[THIS_YEAR, THIS_YEAR - 1].map((year) => (
          <button
            type="button"
            key={year}
            aria-pressed={period.from === `${year}-01-01` && period.to === `${year}-12-31`}
            onClick={() => setPeriod({ from: `${year}-01-01`, to: `${year}-12-31` })}
          >
            {year}年
          </button>
        ))}
        <button type="button" onClick={() => print()}>
          打印
        </button>
        <button type="button" disabled={isBusy} onClick={save}>
          {isBusy ? '正在生成' : '导出 Excel'}
        </button>
      </div>
      {error && (
        <p role="alert" class="c-error">
          {error}
        </p>
      )}
      {ledger.error && <Reload loaded={ledger} />}
      {!ledger.value && !ledger.error && <p class="hx-quiet">正在统计。</p>}
      {ledger.value && <Shown ledger={ledger.value} />}
      <Found key={`${period.from} ${period.to}`} period={period} />
    </>
  )
}

function Shown({ ledger: { from, to, asOf, totals, rows } }: { ledger: Ledger }) {
  if (rows.length === 0)
    return (
      <p class="hx-quiet">
        {from}至{to}没有收件。
      </p>
    )
  const sum = (of: (row: Ledger['totals'][number]) => number) => totals.reduce((all, row) => all + of(row), 0)
  return (
    <>
      <p class="hx-quiet">
        {from}至{to}收件{rows.length}件，截至{asOf}
        。总账各数为台账中的件数；没有送审的文件不列入；结论以签发的审核意见书为准。
      </p>
      <h2>总账</h2>
      <table class="c-table c-figures">
        <thead>
          <tr>
            <th>起草单位</th>
            <th>类别</th>
            {COUNTS.map(([name]) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {totals.map((row) => (
            <tr key={`${row.unit} ${row.kindName}`}>
              <td>{row.unit}</td>
              <td>{row.kindName}</td>
              {COUNTS.map(([name, of]) => (
                <td key={name}>{of(row)}</td>
              ))}
            </tr>
          ))}
          <tr>
            <th>合计</th>
            <th />
            {COUNTS.map(([name, of]) => (
              <th key={name}>{sum(of)}</th>
            ))}
          </tr>
        </tbody>
      </table>
      <h2>台账</h2>
      <div class="c-scroll">
        <table class="c-table c-ledger">
          <thead>
            <tr>
              <th>名称</th>
              <th>类别</th>
              <th>起草单位</th>
              <th>当前环节</th>
              <th>收件</th>
              <th>受理</th>
              <th>出具意见</th>
              <th>审核结论</th>
              <th>意见</th>
              <th>公布</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.draftId}>
                <td>
                  <a href={`#/drafts/${row.draftId}`}>{row.title}</a>
                </td>
                <td>{row.kindName}</td>
                <td>{row.unit}</td>
                <td>
                  {row.stateName}
                  {row.reviewer && <small class="hx-quiet">{row.reviewer}</small>}
                </td>
                <td>{row.receivedOn}</td>
                <td>{row.acceptedOn ?? '—'}</td>
                <td class={row.isLate ? 'c-missing' : ''}>
                  {row.signedOn ?? '—'}
                  {row.isLate && <small>超期（{row.due}止）</small>}
                </td>
                <td>
                  {row.conclusion ?? '—'}
                  {row.opinionNumber && <small class="hx-quiet">{row.opinionNumber}</small>}
                </td>
                <td>
                  {row.illegal + row.others}项{row.answered > 0 && <small class="hx-quiet">采纳{row.adopted}项</small>}
                </td>
                <td>
                  {row.publishedOn ?? '—'}
                  {row.registrationNumber && <small class="hx-quiet">{row.registrationNumber}</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

const COUNTS: readonly (readonly [string, (row: Ledger['totals'][number]) => number])[] = [
  ['送审', ({ received }) => received],
  ['受理', ({ accepted }) => accepted],
  ['出具意见', ({ signed }) => signed],
  ['合法', ({ lawful }) => lawful],
  ['应当修改', ({ revise }) => revise],
  ['不合法', ({ unlawful }) => unlawful],
  ['超期', ({ late }) => late],
  ['未办结', ({ open }) => open],
  ['反馈意见', ({ answered }) => answered],
  ['采纳意见', ({ adopted }) => adopted],
]

/** 问题分布 and what was decided on them, of the documents put on record in the period. */
function Found({ period }: { period: Period }) {
  const found = useLoaded('statistics', () => Promise.all([ask('getStatistics', { query: period }), itemNames()]))
  if (found.error) return <Reload loaded={found} />
  if (!found.value) return null
  const [{ findings, decisions, adoption }, names] = found.value
  const listed = findings.filter(({ severity }) => severity !== 'hint')
  const { accepted, rejected, deferred, undecided } = decisions
  return (
    <>
      <h2>审核发现</h2>
      <p>
        期间内登记的文件（含未送审的），审核发现共{accepted + rejected + deferred + undecided}处：采纳{accepted}
        处，不采纳
        {rejected}处，暂不处理{deferred}处，未处理{undecided}处。
      </p>
      {adoption.rate !== null && (
        <p>
          起草单位已反馈的审核意见共{adoption.adopted + adoption.partly + adoption.declined}项：采纳{adoption.adopted}
          项，部分采纳{adoption.partly}项，未采纳{adoption.declined}项；采纳率{Math.round(adoption.rate * 100)}
          %（采纳项数除以已反馈项数，部分采纳不计入采纳）。
        </p>
      )}
      {listed.length > 0 && (
        <table class="c-table c-figures">
          <thead>
            <tr>
              <th>审核事项</th>
              <th>级别</th>
              <th>处数</th>
            </tr>
          </thead>
          <tbody>
            {listed.map(({ code, severity, matters }) => (
              <tr key={`${code} ${severity}`}>
                <td>{names.get(code) ?? code}</td>
                <td>{SEVERITY_NAMES[severity]}</td>
                <td>{matters}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
