import type { CallOutput, RejectedFinding, RuleFileText } from '@hongxian/shared/api'
import { readRuleChanges, SeverityMark } from '@hongxian/shared/ui'
import { ask, useLoaded } from './ask.ts'
import { Reload } from './Reload.tsx'
import { type RulePlace, readFile } from './rule-form/rule-file.ts'
import { timeOf } from './words.ts'

interface RejectedFindingsProps {
  readonly files: readonly RuleFileText[]
  /** Text of pack.yaml. */
  readonly pack: string
  readonly onDisable: (rule: string, isDisabled: boolean) => void
  readonly onSeverity: (rule: string, severity: string | null) => void
  /** A new rule of a 审核事项, with a sentence that it must pass. */
  readonly onBegin: (item: { readonly code: string; readonly name: string }, passes: string) => void
  /** A rule of the office is to pass a sentence. */
  readonly onPass: (place: RulePlace, sentence: string) => void
}

/** What reviewers of the office did not take over, and why: where its rules want mending. */
export function RejectedFindings(props: RejectedFindingsProps) {
  const found = useLoaded<CallOutput<'listRejectedFindings'>>('rejected', () =>
    ask('listRejectedFindings', { query: { limit: 50 } }),
  )
  if (found.error) return <Reload loaded={found} />
  if (!found.value) return <p class="hx-quiet">正在打开。</p>
  if (found.value.items.length === 0)
    return <p class="hx-quiet">本单位没有不采纳的发现。审核人在审核中不采纳发现并说明理由的，列在这里。</p>
  return (
    <section class="c-panel">
      <h2>不采纳的发现</h2>
      <p class="hx-quiet">最近五十处。停用、降为提示、另写规则，都在保存草稿、发布后生效。</p>
      <table class="c-table f-rejected">
        <thead>
          <tr>
            <th>原文</th>
            <th>规则</th>
            <th>不采纳的理由</th>
            <th>办理</th>
          </tr>
        </thead>
        <tbody>
          {found.value.items.map((one) => (
            <tr key={one.findingId}>
              <td class="c-wrap">
                {one.sentence}
                <br />
                <a href={`#/drafts/${one.draft.id}`} target="_blank" rel="noreferrer">
                  {one.draft.title}
                </a>
              </td>
              <td class="c-wrap">
                <SeverityMark severity={one.severity} />　{one.item}
                <br />
                {one.summary ?? summaryOf(props.files, one.rule)}
              </td>
              <td class="c-wrap">
                {one.falseAlarm && <strong>误报　</strong>}
                {one.reason}
                <br />
                <span class="hx-quiet">
                  {one.by.name}　{timeOf(one.at)}
                </span>
              </td>
              <td>
                <Actions {...props} one={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Where a rule of the office stands; `null` for one that is built in or no more. */
function placeOf(files: readonly RuleFileText[], rule: string): RulePlace | null {
  const [, code, number] = /^office\/(.+)#(.+)$/.exec(rule) ?? []
  const file = files.find(({ name }) => name === `${code}.yaml`)
  const index = file ? readFile(file).rules.findIndex((one) => String(one.编号) === number) : -1
  return file && index >= 0 ? { file: file.name, index } : null
}

function summaryOf(files: readonly RuleFileText[], rule: string): string {
  const place = placeOf(files, rule)
  const file = place && files.find(({ name }) => name === place.file)
  return place && file ? String(readFile(file).rules[place.index]?.说明 ?? rule) : '本单位已经删去的规则'
}

function Actions({
  files,
  pack,
  one,
  onDisable,
  onSeverity,
  onBegin,
  onPass,
}: RejectedFindingsProps & { one: RejectedFinding }) {
  const place = placeOf(files, one.rule)
  if (place)
    return (
      <button type="button" onClick={() => onPass(place, one.sentence)}>
        列为这条规则不应发现的句子
      </button>
    )
  if (one.summary === null) return null
  const { disabled, severities } = readRuleChanges(pack)
  const isDisabled = disabled.includes(one.rule)
  const isLowered = severities.get(one.rule) === '提示'
  return (
    <span class="f-actions">
      <button type="button" aria-pressed={isDisabled} onClick={() => onDisable(one.rule, !isDisabled)}>
        {isDisabled ? '已停用，撤回' : '本单位停用'}
      </button>
      <button type="button" aria-pressed={isLowered} onClick={() => onSeverity(one.rule, isLowered ? null : '提示')}>
        {isLowered ? '已降为提示，撤回' : '本单位降为提示'}
      </button>
      <button type="button" onClick={() => onBegin({ code: one.code, name: one.item }, one.sentence)}>
        另写一条，此句不应发现
      </button>
    </span>
  )
}
