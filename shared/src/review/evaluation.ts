import type { ReviewKind, ReviewState } from './review-state.ts'

/** 后评估的结论: 继续有效 · 修改 · 废止. */
export type EvaluationResult = 'keep' | 'amend' | 'repeal'

export const EVALUATION_NAMES: Readonly<Record<EvaluationResult, string>> = {
  keep: '继续有效',
  amend: '修改',
  repeal: '废止',
}

/** 后评估 as it was recorded; never changed. */
export interface Evaluation {
  /** The day of the report. */
  readonly on: string
  readonly result: EvaluationResult
  readonly summary: string
  /** The last day of 有效期 from then on; `null` where the result leaves it as it was. */
  readonly validUntil: string | null
  readonly by: { readonly id: string; readonly name: string }
  /** What was attached, as materials of the draft; absent from what was kept before there could be any. */
  readonly files?: readonly { readonly id: string; readonly name: string }[]
}

/** A document that was published, as far as its evaluation goes by it. */
export interface InForce {
  readonly kind: ReviewKind
  readonly state: ReviewState
  readonly publishedOn: string | null
  readonly validUntil: string | null
  readonly evaluations: readonly Evaluation[]
  /** Accounts that advised on it. */
  readonly counselIds: readonly string[]
}

const PUBLISHED: readonly ReviewState[] = ['published', 'filed', 'archived']

/** Whether the document can be evaluated at all; otherwise the sentence why not. */
export function refusalToEvaluate({ kind, state, publishedOn, evaluations }: InForce): string | null {
  if (kind !== 'normative' && kind !== 'decision') return '后评估适用于行政规范性文件和重大行政决策。'
  if (!PUBLISHED.includes(state) || publishedOn === null) return '尚未公布的文件，不作后评估。'
  return evaluations.at(-1)?.result === 'repeal' ? '该文件已经后评估废止。' : null
}

/**
 * Every reason why an evaluation cannot be recorded so, each one sentence. Whoever advised on a decision does not evaluate it
 * (重大行政决策程序暂行条例第三十六条).
 */
export function judgeEvaluation(
  document: InForce,
  said: Pick<Evaluation, 'on' | 'result' | 'validUntil'>,
  personId: string,
  today: string,
): string[] {
  const refusal = refusalToEvaluate(document)
  if (refusal !== null) return [refusal]
  const { publishedOn, validUntil, counselIds, evaluations } = document
  const last = evaluations.at(-1)?.on ?? (publishedOn as string)
  return [
    counselIds.includes(personId) ? '受咨询的法律顾问、专家不得评估同一文件。' : null,
    said.on > today ? '评估日期不得晚于今日。' : null,
    said.on < last ? `评估日期不得早于${last}。` : null,
    said.result === 'keep' && validUntil !== null && said.validUntil === null
      ? '继续有效的，应当确定新的有效期。'
      : null,
    said.result === 'keep' && said.validUntil !== null && said.validUntil <= said.on
      ? '新的有效期应当晚于评估日期。'
      : null,
    said.result === 'amend' && said.validUntil !== null ? '结论为修改的，原有效期不变，修改后的文本另行送审。' : null,
    said.result === 'repeal' && said.validUntil === null ? '废止的，应当填写失效日期。' : null,
    said.result === 'repeal' && said.validUntil !== null && said.validUntil < said.on
      ? '失效日期不得早于评估日期。'
      : null,
  ].filter((reason) => reason !== null)
}
