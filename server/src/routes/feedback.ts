import { exportFeedback, type Feedback, type FeedbackRow, getFeedback } from '@hongxian/shared/api'
import { type DocumentDiff, rowAt } from '@hongxian/shared/diff'
import { openItems, type ReviewState } from '@hongxian/shared/review'
import type { Hono } from 'hono'
import { feedbackDocx } from '../export/index.ts'
import { type Actor, HttpProblem, mount } from '../http/index.ts'
import { findVersion, findVersionByDigest, type Scope, type VersionText } from '../store/index.ts'
import type { RouteDeps } from './deps.ts'
import { type LoadedReview, loadReview, pointsOf } from './matter.ts'
import { scopeOf } from './scope.ts'
import { assertIssued } from './withheld.ts'

/** 采纳情况 item by item: what the opinion says, what was answered, and what became of the clause. */
export function mountFeedback(app: Hono, deps: RouteDeps): void {
  mount(app, deps, getFeedback, ({ params, actor }) => readFeedback(deps, params.draftId, actor))

  mount(app, deps, exportFeedback, async ({ params, actor }) => {
    const feedback = await readFeedback(deps, params.draftId, actor)
    const file = await feedbackDocx(feedback)
    return { name: `${feedback.title}意见采纳情况反馈表.docx`, base64: file.toString('base64') }
  })
}

/** @throws HttpProblem draft-not-found; move-refused where no opinion was signed */
async function readFeedback(deps: RouteDeps, draftId: string, actor: Actor): Promise<Feedback> {
  const { db } = deps.store
  const loaded = await loadReview(db, scopeOf(actor), draftId)
  if (!loaded) throw new HttpProblem('draft-not-found', '该文件不存在，或者不属于本单位。', { id: draftId })
  assertIssued(actor, loaded)
  const { issued, draft, reviewCase, reviewOffice } = loaded
  if (issued === null) {
    const sentence = '审核意见书尚未签发。'
    throw new HttpProblem('move-refused', sentence, { reasons: [sentence] })
  }
  const { reviewed, revised } = await textsOf(deps, loaded, { organisationId: draft.organisation.id })
  const diff = revised && (await deps.analysis.compare(reviewed, revised)).diff
  const open = reviewCase.state === 'revising' ? openItems(reviewCase) : []
  return {
    draftId,
    number: issued.opinion.number,
    title: draft.title,
    draftingUnit: issued.opinion.addressee,
    reviewOffice: reviewOffice?.name ?? draft.organisation.name,
    reviewed: reviewed.number,
    revised: revised?.number ?? null,
    rows: pointsOf(issued).map((point, index) => ({
      ...point,
      item: index + 1,
      rounds: reviewCase.feedback.find(({ item }) => item === index + 1)?.rounds ?? [],
      isOpen: open.includes(index + 1),
      change: revised && diff && changeOf(reviewed.text, revised.text, diff, point),
    })),
  }
}

/** Where the text is still being changed in answer to the opinion; afterwards the one found lawful counts. */
const IN_HAND: readonly ReviewState[] = ['revising', 'rechecking']

/** The text that the opinion is about, and the one that answers it. */
async function textsOf(
  { store: { db } }: RouteDeps,
  { draft, issued, reviewCase }: LoadedReview,
  scope: Scope,
): Promise<{ reviewed: VersionText; revised: VersionText | null }> {
  const idOf = async (digest: string | null) =>
    digest === null ? null : ((await findVersionByDigest(db, draft.id, digest))?.id ?? null)
  const isInHand = IN_HAND.includes(reviewCase.state)
  const concluded = (await idOf(reviewCase.reviewedDigest)) ?? draft.currentVersionId
  const [before, after] = [issued?.versionId ?? concluded, isInHand ? draft.currentVersionId : concluded]
  const [reviewed, revised] = await Promise.all([findVersion(db, scope, before), findVersion(db, scope, after)])
  if (!reviewed || !revised) throw new Error(`version ${before} or ${after} of draft ${draft.id} is not there`)
  return { reviewed, revised: revised.id === reviewed.id ? null : revised }
}

function changeOf(
  before: string,
  after: string,
  diff: DocumentDiff,
  { quote, at = before.indexOf(quote) }: Pick<FeedbackRow, 'quote' | 'at'>,
): FeedbackRow['change'] {
  const row = quote === '' || at < 0 ? null : rowAt(before, after, diff, at)
  if (row === null) return null
  const cells = (side: typeof row.before) => side.map(({ label, runs }) => ({ label, runs: [...runs] }))
  const edited = row.kind !== 'kept' && row.kind !== 'renumbered' && row.kind !== 'moved'
  return { name: row.name, edited, before: cells(row.before), after: cells(row.after) }
}
