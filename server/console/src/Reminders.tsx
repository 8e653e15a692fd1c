import type { CallOutput, DueReminder } from '@hongxian/shared/api'
import type { ComponentChildren } from 'preact'
import { ask, useLoaded } from './ask.ts'
import { Reload } from './Reload.tsx'

/** 今日提醒: what is due or over, what must be filed, what ends; each counted and leading to its document. */
export function Reminders() {
  const loaded = useLoaded<CallOutput<'getReminders'>>('reminders', () => ask('getReminders', {}))
  if (!loaded.value && loaded.error) return <Reload loaded={loaded} />
  if (!loaded.value) return <p class="hx-quiet">正在查对期限。</p>
  const { today, due, filings, validity, evaluations, consultations, uncomputed } = loaded.value
  const all = [due, filings, validity, evaluations, consultations, uncomputed]
  const isQuiet = all.every(({ length }) => length === 0)
  return (
    <section class="c-reminders" aria-label="今日提醒">
      <h2>今日提醒（{today}）</h2>
      {isQuiet && (
        <p class="hx-quiet">
          没有临期和超期的办件，没有待报备案和备存的文件，没有待答复的咨询，没有有效期将满和应当评估的文件。
        </p>
      )}
      <Group name="办理期限" count={due.length} over={overdue(due)} head={DUE_HEAD}>
        {due.map((one) => (
          <DueRow key={one.draftId} reminder={one} />
        ))}
      </Group>
      <Group name="报送备案和合同备存" count={filings.length} over={overdue(filings)} head={DUE_HEAD}>
        {filings.map((one) => (
          <DueRow key={`${one.draftId} ${one.name}`} reminder={one} />
        ))}
      </Group>
      <Group
        name="有效期"
        count={validity.length}
        over={validity.filter(({ daysLeft }) => daysLeft < 0).length}
        overName="已届满"
        head={['文件', '有效期至', '剩余', '应办事项']}
      >
        {validity.map(({ draftId, title, validUntil, daysLeft, advice, basis }) => (
          <tr key={draftId}>
            <TitleCell draftId={draftId} title={title} />
            <td title={basis}>{validUntil}</td>
            <td class={daysLeft < 0 ? 'c-missing' : ''}>
              {daysLeft < 0 ? `已届满${-daysLeft}日` : `还有${daysLeft}日`}
            </td>
            <td>{advice}</td>
          </tr>
        ))}
      </Group>
      <Group
        name="待答复的咨询"
        count={consultations.length}
        over={consultations.filter(({ workdaysLeft }) => workdaysLeft < 0).length}
        head={['文件', '受咨询人', '答复期限', '剩余']}
      >
        {consultations.map((one) => (
          <tr key={`${one.draftId} ${one.counsel}`}>
            <TitleCell draftId={one.draftId} title={one.title} />
            <td>
              {one.counsel}
              {one.waitsFor === 'declaration' && '（尚未声明有无利益冲突）'}
            </td>
            <td>{one.due}</td>
            <td class={one.workdaysLeft < 0 ? 'c-missing' : ''}>{leftOf(one.workdaysLeft)}</td>
          </tr>
        ))}
      </Group>
      <Group
        name="后评估"
        count={evaluations.length}
        over={evaluations.filter(({ daysLeft }) => daysLeft < 0).length}
        head={['文件', '应当于何日前评估', '剩余', '依据']}
      >
        {evaluations.map(({ draftId, title, due: by, daysLeft, basis }) => (
          <tr key={draftId}>
            <TitleCell draftId={draftId} title={title} />
            <td>{by}</td>
            <td class={daysLeft < 0 ? 'c-missing' : ''}>
              {daysLeft < 0 ? `已超期${-daysLeft}日` : `还有${daysLeft}日`}
            </td>
            <td>{basis}</td>
          </tr>
        ))}
      </Group>
      <Group name="不能计算的期限" count={uncomputed.length} head={['文件', '原因']}>
        {uncomputed.map(({ draftId, title, detail }) => (
          <tr key={draftId}>
            <TitleCell draftId={draftId} title={title} />
            <td>{detail}</td>
          </tr>
        ))}
      </Group>
    </section>
  )
}

const DUE_HEAD = ['文件', '期限', '剩余', '现由何人办理']

const overdue = (reminders: readonly DueReminder[]): number =>
  reminders.filter(({ workdaysLeft }) => workdaysLeft < 0).length

interface GroupProps {
  readonly name: string
  readonly count: number
  readonly over?: number
  readonly overName?: string
  readonly head: readonly string[]
  readonly children: ComponentChildren
}

function Group({ name, count, over = 0, overName = '已超期', head, children }: GroupProps) {
  if (count === 0) return null
  return (
    <details open>
      <summary>
        {name}：{count}件
        {over > 0 && (
          <span class="c-missing">
            ，其中{overName}
            {over}件
          </span>
        )}
      </summary>
      <table class="c-table">
        <thead>
          <tr>
            {head.map((word) => (
              <th key={word}>{word}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </details>
  )
}

function DueRow({ reminder }: { reminder: DueReminder }) {
  const { draftId, title, name, due, workdaysLeft, holder, stateName, steps } = reminder
  return (
    <tr>
      <TitleCell draftId={draftId} title={title} />
      <td title={steps.join('')}>
        {name}　{due}
      </td>
      <td class={workdaysLeft < 0 ? 'c-missing' : ''}>
        {leftOf(workdaysLeft)}
        {stageWords(reminder)}
      </td>
      <td>
        {holder}（{stateName}）
      </td>
    </tr>
  )
}

/** 期限用去一半、八成 are spoken of before the last days are. */
const stageWords = ({ stage, usedPercent }: DueReminder): string =>
  stage === 'half' || stage === 'four-fifths' ? `，已用${usedPercent}%` : ''

const TitleCell = ({ draftId, title }: { draftId: string; title: string }) => (
  <td>
    <a href={`#/drafts/${draftId}`}>{title}</a>
  </td>
)

export function leftOf(workdaysLeft: number): string {
  if (workdaysLeft < 0) return `已超期${-workdaysLeft}个工作日`
  return workdaysLeft === 0 ? '今日到期' : `还有${workdaysLeft}个工作日`
}
