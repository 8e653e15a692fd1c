import type { CallInput, CallOutput, EndpointName, Review } from '@hongxian/shared/api'
import type { MoveName } from '@hongxian/shared/review'

type Ask = <N extends EndpointName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>

/** A matter that one person with every role registers, accepts and reviews. */
export async function openMatter(all: Ask, body: CallInput<'createCheck'>['body'], receivedOn = '2026-11-20') {
  const { draft } = await all('createCheck', { body })
  const params = { draftId: draft.id }
  let review: Review = await all('getReview', { params })
  const move = async (name: MoveName, said: object = {}): Promise<Review> => {
    review = await all('getReview', { params })
    review = await all('makeMove', { params, body: { move: name, revision: review.revision, ...said } })
    return review
  }
  const fill = async (change: object): Promise<Review> => {
    review = await all('getReview', { params })
    review = await all('changeMatter', { params, body: { revision: review.revision, ...change } })
    return review
  }
  await move('take-in', { unit: '临江县城市管理局', on: receivedOn })
  await fill({
    facts: { touchesBusiness: false, affectsPublic: false, isTechnical: false, isRisky: false },
    materials: review.materials.map(({ id, name }) => ({ id, status: 'absent', reason: `未附${name}` })),
  })
  return { draftId: draft.id, params, move, fill, read: () => all('getReview', { params }) }
}

/** A matter under review by that person, with one question to somebody else's account that waits. */
export async function openConsultation(all: Ask, text: string, counselId: string) {
  const matter = await openMatter(all, { sourceKey: 'consulted', text, kind: 'contract' })
  await matter.move('accept')
  await matter.move('assign', { reviewerId: (await all('getMe', {})).id })
  const { id } = await all('askCounsel', { params: matter.params, body: { counselId, question: '有无上位法依据？' } })
  return { ...matter, consultationId: id }
}

/** What two people need to bring a matter that was accepted to its signature: the second of them reviews. */
export async function passMatter(
  all: Ask,
  reviewer: Ask,
  { draftId, params, move, read }: Awaited<ReturnType<typeof openMatter>>,
  signedOn = '2026-11-21',
): Promise<void> {
  await move('assign', { reviewerId: (await reviewer('getMe', {})).id })
  const { currentVersionId } = await all('getDraft', { params: { draftId } })
  const { findings } = await all('listFindings', { params: { versionId: currentVersionId } })
  for (const { id } of findings)
    await all('decideFinding', { params: { findingId: id }, body: { decision: 'rejected', reason: '不影响合法性' } })
  const { revision } = await read()
  await reviewer('makeMove', { params, body: { move: 'draft-opinion', revision, conclusion: 'lawful' } })
  await move('agree-opinion')
  await move('sign-opinion', { number: '1', on: signedOn })
}
