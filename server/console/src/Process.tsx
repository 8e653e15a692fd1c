import type { Colleague, Organisation, Review, User } from '@hongxian/shared/api'
import { ask, useLoaded } from './ask.ts'
import { Consultations } from './Consultations.tsx'
import { Facts } from './Facts.tsx'
import { InForce } from './InForce.tsx'
import { Materials } from './Materials.tsx'
import { Moves } from './Moves.tsx'
import { Reload } from './Reload.tsx'

interface ProcessProps {
  readonly draftId: string
  readonly me: User
  /** Something was done: what else shows the matter is out of date. */
  readonly onDone: () => void
  readonly onFeedback: () => void
}

/** 办理: what can be done and what stands in the way, then the papers and facts that it hangs on. */
export function Process({ draftId, me, onDone, onFeedback }: ProcessProps) {
  const loaded = useLoaded<[Review, readonly Colleague[], readonly Organisation[]]>(draftId, async () => {
    const [review, { items }, organisations] = await Promise.all([
      ask('getReview', { params: { draftId } }),
      ask('listColleagues', { query: {} }),
      ask('listOrganisations', {}),
    ])
    return [review, items, organisations.items]
  })
  if (!loaded.value) return loaded.error ? <Reload loaded={loaded} /> : <p class="hx-quiet">正在打开。</p>
  const [review, colleagues, units] = loaded.value
  const change = () => {
    loaded.reload()
    onDone()
  }
  return (
    <div class="c-process">
      {loaded.error && <Reload loaded={loaded} />}
      <Moves review={review} me={me} colleagues={colleagues} units={units} onDone={change} onFeedback={onFeedback} />
      <InForce review={review} onChange={change} />
      <Consultations review={review} me={me} colleagues={colleagues} onChange={change} />
      <h2>送审材料</h2>
      <Materials review={review} onChange={change} />
      <Facts review={review} onChange={change} />
    </div>
  )
}
