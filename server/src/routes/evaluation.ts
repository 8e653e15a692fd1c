import { recordEvaluation } from '@hongxian/shared/api'
import { EVALUATION_NAMES, type Evaluation, judgeEvaluation, type OfficeSettings } from '@hongxian/shared/review'
import { dayInChina } from '@hongxian/shared/text'
import type { Hono } from 'hono'
import { HttpProblem, mount } from '../http/index.ts'
import { findSettings } from '../store/index.ts'
import type { RouteDeps } from './deps.ts'
import { inForce, mayEvaluate, nextEvaluation } from './in-force.ts'
import { decodeFile, keepFile } from './materials.ts'
import { type LoadedReview, loadReview, type MatterClock } from './matter.ts'
import { describeReview, keepReview } from './reviews.ts'
import { changeScopeOf, scopeOf } from './scope.ts'

/** What goes with an evaluation, beside the checklist. */
const EVALUATION_PAPER = 'evaluation'

export function mountEvaluation(app: Hono, deps: RouteDeps): void {
  mount(app, deps, recordEvaluation, async ({ params, body, actor, fail }) => {
    const decoded = body.files.map(({ name, content }) => ({ name, ...decodeFile(name, content) }))
    const recorded = await deps.store.write(async (writing) => {
      const loaded = await loadReview(writing.db, changeScopeOf(actor), params.draftId)
      if (!loaded) return null
      const { revision, files: _, ...said } = body
      if (loaded.revision !== revision) return 'stale' as const
      const today = dayInChina(new Date(writing.at))
      const reasons = judgeEvaluation(inForce(loaded), said, actor.id, today)
      if (reasons.length > 0) throw new HttpProblem('move-refused', reasons.join(''), { reasons })
      if (!mayEvaluate(actor, loaded)) throw new HttpProblem('forbidden', '后评估由起草单位承办人或者登记员登记。')
      const files: { id: string; name: string }[] = []
      for (const { name, bytes, mediaType } of decoded) {
        const summary = `上传后评估材料“${name}”。`
        const file = { draftId: params.draftId, material: EVALUATION_PAPER, name, bytes, mediaType, summary }
        files.push({ id: await keepFile(writing, actor, file), name })
      }
      const evaluation: Evaluation = { ...said, by: { id: actor.id, name: actor.name }, files }
      const { settings } = await findSettings(writing.db, loaded.reviewOffice?.id ?? loaded.draft.organisation.id)
      const next = { ...loaded, clock: clockAfter(loaded, evaluation, settings) }
      const words = evaluation.result === 'repeal' ? '失效日期为' : '有效期至'
      const until = evaluation.validUntil === null ? '' : `，${words}${evaluation.validUntil}`
      await keepReview(writing, actor, next, {
        summary: `后评估（${evaluation.on}）：${EVALUATION_NAMES[evaluation.result]}${until}。`,
        payload: { evaluation, validUntilBefore: loaded.clock.validUntil },
      })
      return loadReview(writing.db, scopeOf(actor), params.draftId)
    })
    if (recorded === 'stale') return fail('stale-version', '办理情况已有变化，请刷新后重新办理。')
    if (!recorded) return fail('draft-not-found', '该文件不存在，或者不属于本单位。', { id: params.draftId })
    return describeReview(deps, recorded, actor)
  })
}

function clockAfter(
  { clock, reviewCase }: LoadedReview,
  evaluation: Evaluation,
  settings: OfficeSettings,
): MatterClock {
  const { on, result, validUntil } = evaluation
  const next =
    result === 'repeal' ? { evaluationDue: null, evaluationBasis: null } : nextEvaluation(reviewCase.kind, on, settings)
  const kept = validUntil === null ? {} : { validUntil, validityBasis: `${on}后评估，${EVALUATION_NAMES[result]}` }
  return { ...clock, ...kept, ...next, evaluations: [...clock.evaluations, evaluation] }
}
