import { GATES, type GateName } from './gates.ts'
import { MOVES } from './moves.ts'
import type { ReviewCase, ReviewKind, ReviewState } from './review-state.ts'
import { STATE_NAMES } from './state-names.ts'

/** The question that a leader's office asks of a matter: may it go to the meeting, be signed, be decided? */
export interface Clearance {
  readonly allowed: boolean
  /** 可以提请集体审议 or 不得提请集体审议. */
  readonly sentence: string
  /** Why not, each one sentence. */
  readonly reasons: readonly string[]
}

const NEXT: Readonly<Record<ReviewKind, { readonly move: 'deliberate' | 'sign'; readonly act: string }>> = {
  normative: { move: 'deliberate', act: '提请集体审议' },
  decision: { move: 'deliberate', act: '提请集体审议' },
  contract: { move: 'sign', act: '签订' },
  enforcement: { move: 'sign', act: '作出决定' },
}

const OVER: readonly ReviewState[] = [
  'deliberated',
  'signed',
  'registered',
  'published',
  'served',
  'disclosed',
  'filed',
  'archived',
  'withdrawn',
  'not-applicable',
]

/** @returns `null` once the question is answered by what has happened, or will not come up */
export function clearanceOf(matter: ReviewCase): Clearance | null {
  if (OVER.includes(matter.state)) return null
  const { move, act } = NEXT[matter.kind]
  const gates = MOVES.find(
    ({ name, kinds }) => name === move && (kinds === undefined || kinds.includes(matter.kind)),
  )?.gates
  const reasons =
    matter.state === 'passed'
      ? (gates ?? []).map((gate) => answer(gate, matter)).filter((reason) => reason !== null)
      : [
          matter.state === 'rejected'
            ? '经审核不合法。'
            : `尚未通过合法性审核，当前环节为“${STATE_NAMES[matter.state]}”。`,
        ]
  const allowed = reasons.length === 0
  return { allowed, sentence: `${allowed ? '可以' : '不得'}${act}`, reasons }
}

/** The day of the meeting is not known yet: its place in the order of procedures is judged when it is. */
function answer(gate: GateName, matter: ReviewCase): string | null {
  const said = { reason: '', number: '', unit: '', ...(gate === 'procedureOrder' ? { on: '9999-12-31' } : {}) }
  return GATES[gate](matter, said)
}
