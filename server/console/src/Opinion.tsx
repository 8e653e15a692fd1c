import { sayItem } from '@hongxian/shared/review'
import { formatNumeral } from '@hongxian/shared/text'
import { ask, useLoaded } from './ask.ts'
import { PaperTools } from './PaperTools.tsx'

/** 审核意见书 as it would be issued: read, printed, or taken into Word. */
export function Opinion({ draftId }: { draftId: string }) {
  const params = { draftId }
  const opinion = useLoaded(draftId, () => ask('getOpinion', { params }))
  if (opinion.error) return <p class="hx-quiet">{opinion.error}</p>
  if (!opinion.value) return <p class="hx-quiet">正在打开。</p>
  const {
    isSigned,
    number,
    title,
    addressee,
    opening,
    process,
    sections,
    conclusion,
    requirements,
    reservation,
    signature,
  } = opinion.value
  return (
    <>
      <PaperTools exportWord={() => ask('exportOpinion', { params })}>
        {!isSigned && <span class="hx-quiet">拟稿，未经签发。意见由已采纳的审核发现汇总。</span>}
      </PaperTools>
      <article class="c-paper">
        <h1>{title}</h1>
        {number && <p class="c-paper-number">{number}</p>}
        <p class="c-paper-to">{addressee}：</p>
        <p>{opening}</p>
        {process && <p>{process}</p>}
        {sections.map(({ heading, items }, n) => (
          <section key={heading}>
            <h2>
              {formatNumeral(n + 1)}、{heading}
            </h2>
            {items.map((item) => (
              <p key={item.number}>
                （{formatNumeral(item.number)}）{sayItem(item)}
              </p>
            ))}
          </section>
        ))}
        <h2>{formatNumeral(sections.length + 1)}、审核结论</h2>
        {[conclusion, ...requirements, reservation].map((text) => (
          <p key={text}>{text}</p>
        ))}
        <p class="c-paper-sign">
          {signature.body}
          <br />
          {signature.date}
        </p>
      </article>
    </>
  )
}
