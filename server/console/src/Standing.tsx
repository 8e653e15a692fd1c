import type { Review } from '@hongxian/shared/api'

/** Where the matter stands, who has it, until when, and whether it may go on to the meeting. */
export function Standing({ review }: { review: Review }) {
  const { stateName, draftingUnit, reviewOffice, reviewer, deadline, clearance, said, matter } = review
  const { takenIn, opinionNumber, registrationNumber } = matter
  return (
    <section class="c-standing" aria-label="办理情况">
      <p>
        当前环节：<b>{stateName}</b>
        {`　起草单位：${draftingUnit}`}
        {takenIn && `（${takenIn.on}收到，收件登记）`}
        {reviewOffice && `　审核单位：${reviewOffice.name}`}
        {reviewer && `　承办人：${reviewer}`}
        {opinionNumber && `　审核意见书：${opinionNumber}`}
        {registrationNumber && `　登记号：${registrationNumber}`}
      </p>
      {clearance && matter.state !== 'draft' && (
        <p class={clearance.allowed ? 'c-allowed' : ''}>
          <b>{clearance.sentence}</b>
          {clearance.reasons.length > 0 && `：${clearance.reasons.join('')}`}
        </p>
      )}
      {said && (
        <p class="c-said">
          <b>{said.label}</b>
          {`（${said.on}，${said.by}）：${said.reason}`}
        </p>
      )}
      {deadline && <Deadline deadline={deadline} />}
    </section>
  )
}

function Deadline({ deadline }: { deadline: NonNullable<Review['deadline']> }) {
  const { name, due, workdaysLeft, steps } = deadline
  const left =
    workdaysLeft === null
      ? '暂停计算'
      : workdaysLeft < 0
        ? `已超期${-workdaysLeft}个工作日`
        : `还有${workdaysLeft}个工作日`
  return (
    <details>
      <summary>
        {name}期限：{due ?? '—'}（{left}）
      </summary>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </details>
  )
}
