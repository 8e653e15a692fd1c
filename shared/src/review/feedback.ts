import type { Answer, FeedbackRound, ItemAnswer, ItemFeedback, ItemRecheck } from './item-feedback.ts'

export const ANSWER_NAMES: Readonly<Record<Answer, string>> = {
  adopted: '采纳',
  partly: '部分采纳',
  declined: '未采纳',
}

/** 采纳情况 as far as it has come. */
export interface FeedbackSoFar {
  /** How many points the signed opinion has. */
  readonly opinionItems: number
  readonly feedback: readonly ItemFeedback[]
}

interface Signed {
  readonly by: string
  readonly on: string
}

/** The answer that counts; `null` where the point was not answered yet. */
export const lastRound = (feedback: readonly ItemFeedback[], item: number): FeedbackRound | null =>
  feedback.find((one) => one.item === item)?.rounds.at(-1) ?? null

/** Points to be answered now: those never answered, and those sent back. */
export function openItems({ opinionItems, feedback }: FeedbackSoFar): number[] {
  const items = Array.from({ length: opinionItems }, (_, index) => index + 1)
  return items.filter((item) => {
    const last = lastRound(feedback, item)
    return last === null || last.recheck?.agreed === false
  })
}

/** Why these answers are not yet a 反馈, one sentence; `null` where they are. */
export function refusalOfAnswers(so: FeedbackSoFar, answers: readonly ItemAnswer[]): string | null {
  const open = openItems(so)
  const stray = answers.filter(({ item }) => !open.includes(item))
  if (stray.length > 0) return `${listed(stray)}不在应当反馈之列。`
  if (new Set(answers.map(({ item }) => item)).size < answers.length) return '同一项意见反馈了两次。'
  const missing = open.filter((item) => !answers.some((one) => one.item === item))
  if (missing.length > 0) return `尚有${missing.length}项意见没有反馈采纳情况：${missing.map(nth).join('、')}。`
  const unreasoned = answers.filter(({ answer, reason }) => answer !== 'adopted' && reason === '')
  return unreasoned.length === 0 ? null : `${listed(unreasoned)}未完全采纳，应当说明理由。`
}

/** Why these cannot be what the reviewer found, one sentence; `null` where they can. */
function faultOf({ feedback }: FeedbackSoFar, rechecks: readonly ItemRecheck[]): string | null {
  const stray = rechecks.filter(({ item }) => lastRound(feedback, item) === null)
  if (stray.length > 0) return `${listed(stray)}没有反馈，无从复核。`
  const unreasoned = rechecks.filter(({ agreed, note }) => !agreed && note === '')
  return unreasoned.length === 0 ? null : `${listed(unreasoned)}退回的，应当说明理由。`
}

/** Points whose answer was agreed to (`true`), sent back (`false`) or not seen (`undefined`), with these rechecks. */
function withOutcome(so: FeedbackSoFar, rechecks: readonly ItemRecheck[], agreed: boolean | undefined) {
  const after = recordRechecks(so.feedback, rechecks, { by: '', on: '' })
  return after.filter(({ rounds }) => rounds.at(-1)?.recheck?.agreed === agreed)
}

/** Why the text cannot pass the recheck, one sentence; `null` where it can. */
export function refusalToAgree(so: FeedbackSoFar, rechecks: readonly ItemRecheck[]): string | null {
  const fault = faultOf(so, rechecks)
  if (fault !== null) return fault
  const unseen = withOutcome(so, rechecks, undefined)
  if (unseen.length > 0) return `尚有${unseen.length}项意见的采纳情况没有复核：${listed(unseen)}。`
  const back = withOutcome(so, rechecks, false)
  return back.length === 0 ? null : `${listed(back)}已经退回，应当再次要求修改。`
}

/** Why it cannot be sent back, one sentence: a point must be, or something else is said to be changed. */
export function refusalToObject(so: FeedbackSoFar, rechecks: readonly ItemRecheck[], reason: string): string | null {
  const fault = faultOf(so, rechecks)
  if (fault !== null) return fault
  return reason === '' && withOutcome(so, rechecks, false).length === 0
    ? '应当逐项退回，或者说明仍需修改的内容。'
    : null
}

/** The feedback with these answers. */
export function recordAnswers(
  feedback: readonly ItemFeedback[],
  answers: readonly ItemAnswer[],
  signed: Signed,
): ItemFeedback[] {
  const known = feedback.map((one) => ({ ...one, rounds: [...one.rounds] }))
  for (const { item, ...answer } of answers) {
    const round = { ...answer, ...signed, recheck: null }
    const before = known.find((one) => one.item === item)
    if (before) before.rounds.push(round)
    else known.push({ item, rounds: [round] })
  }
  return known.sort((a, b) => a.item - b.item)
}

/** The feedback as the reviewer found it. */
export function recordRechecks(
  feedback: readonly ItemFeedback[],
  rechecks: readonly ItemRecheck[],
  signed: Signed,
): ItemFeedback[] {
  return feedback.map(({ item, rounds }) => {
    const found = rechecks.find((one) => one.item === item)
    if (!found) return { item, rounds }
    const { agreed, note } = found
    return {
      item,
      rounds: rounds.map((round, n) =>
        n === rounds.length - 1 ? { ...round, recheck: { agreed, note, ...signed } } : round,
      ),
    }
  })
}

/** How many points were answered how. */
export function countAnswers(feedback: readonly ItemFeedback[]): Readonly<Record<Answer, number>> {
  const counts = { adopted: 0, partly: 0, declined: 0 }
  for (const { rounds } of feedback) {
    const last = rounds.at(-1)
    if (last) counts[last.answer] += 1
  }
  return counts
}

const nth = (item: number): string => `第${item}项`
const toNth = ({ item }: { readonly item: number }): string => nth(item)
const listed = (items: readonly { readonly item: number }[]): string => items.map(toNth).join('、')
