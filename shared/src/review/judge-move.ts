import { openItems, refusalOfAnswers, refusalToAgree, refusalToObject } from './feedback.ts'
import { GATES } from './gates.ts'
import { MOVES, type Move, type Need, type Separation } from './moves.ts'
import type { Conclusion, MoveInput, MoveName, ReviewCase, ReviewState } from './review-state.ts'
import type { Role } from './role.ts'
import { ROLE_NAMES } from './role-names.ts'
import { STATE_NAMES } from './state-names.ts'

/** Who makes a move. */
export interface Mover {
  readonly id: string
  readonly roles: readonly Role[]
  /** Offices of at most three people may let one person review and sign; it is recorded as such. */
  readonly isSmallOffice: boolean
  /** What their office is to the matter: both where it reviews what it drafted itself, neither where it may only look on. */
  readonly sides: readonly Side[]
}

/** 起草单位 and 审核单位. */
export type Side = 'drafting' | 'reviewing'

export type Judgement =
  | {
      readonly allowed: true
      readonly move: Move
      readonly next: ReviewCase
      /** The unit that the move was made for, in its place; `null` where a person moves for their own. */
      readonly onBehalfOf: string | null
    }
  | { readonly allowed: false; readonly reasons: readonly string[] }

const BY_CONCLUSION: Readonly<Record<Conclusion, ReviewState>> = {
  lawful: 'passed',
  revise: 'revising',
  unlawful: 'rejected',
}

const NEEDS: Readonly<Record<Need, (input: MoveInput, matter: ReviewCase) => string | null>> = {
  reason: ({ reason }) => (reason === '' ? '应当说明理由。' : null),
  conclusion: ({ conclusion }) => (conclusion === undefined ? '应当作出审核结论。' : null),
  number: ({ number }) => (number === '' ? '应当填写编号。' : null),
  reviewer: ({ reviewerId }) => (reviewerId === undefined ? '应当指定承办人。' : null),
  date: ({ on }) => (on === undefined ? '应当填写日期。' : null),
  workdays: ({ workdays }) => (workdays === undefined ? '应当填写延长的工作日数。' : null),
  unit: ({ unit }) => (unit === '' ? '应当填写送审单位。' : null),
  answers: ({ answers = [] }, matter) => refusalOfAnswers(matter, answers),
  agreement: ({ rechecks = [] }, matter) => refusalToAgree(matter, rechecks),
  objection: ({ rechecks = [], reason }, matter) => refusalToObject(matter, rechecks, reason),
}

/** What a move needs of this matter: where no point of the opinion is open, words for the whole stand for an answer to each. */
const needsOf = ({ needs = [] }: Move, matter: ReviewCase): Need[] =>
  needs.map((need) => (need === 'answers' && openItems(matter).length === 0 ? 'reason' : need))

const SEPARATIONS: Readonly<Record<Separation, (matter: ReviewCase, mover: Mover) => string | null>> = {
  'not-drafter': ({ drafterId }, { id }) => (drafterId === id ? '起草人不得审核本人起草的文件。' : null),
  'not-reviewer': ({ reviewerId }, { id, isSmallOffice }) =>
    reviewerId === id && !isSmallOffice ? '承办人不得复核、签发本人办理的审核意见。' : null,
  'not-counsel': ({ counselIds }, { id }) =>
    counselIds.includes(id) ? '受咨询的法律顾问、专家不得审核同一文件。' : null,
  'is-reviewer': ({ reviewerId }, { id }) => (reviewerId === id ? null : '此事项由承办人办理。'),
}

/** Moves of that name that this kind of matter can make from where it stands. */
function findMove(matter: Pick<ReviewCase, 'state' | 'kind'>, name: MoveName): Move | undefined {
  return MOVES.find(
    (move) =>
      move.name === name &&
      move.from.includes(matter.state) &&
      (move.kinds === undefined || move.kinds.includes(matter.kind)),
  )
}

/** Judges a move: what it leads to, or every reason why it cannot be made, each one sentence. */
export function judgeMove(matter: ReviewCase, name: MoveName, mover: Mover, input: MoveInput): Judgement {
  const move = findMove(matter, name)
  if (!move) {
    const label = MOVES.find((candidate) => candidate.name === name)?.label ?? name
    return { allowed: false, reasons: [`当前环节为“${STATE_NAMES[matter.state]}”，不能${label}。`] }
  }
  const roles = rolesFor(move, matter)
  if (!roles.some((role) => mover.roles.includes(role)))
    return { allowed: false, reasons: [`此事项由${roles.map((role) => ROLE_NAMES[role]).join('、')}办理。`] }
  if (!isOnSide(move, matter, mover)) {
    const sides = sidesFor(move, matter).map((side) => SIDE_NAMES[side])
    return { allowed: false, reasons: [`此事项由${sides.join('或者')}办理。`] }
  }
  const reasons = [
    ...(move.separations ?? []).map((separation) => SEPARATIONS[separation](matter, mover)),
    ...needsOf(move, matter).map((need) => NEEDS[need](input, matter)),
    ...(move.gates ?? []).map((gate) => GATES[gate](matter, input)),
    ...beyondTheTable(matter, move, input),
  ].filter((reason) => reason !== null)
  if (reasons.length > 0) return { allowed: false, reasons }
  return { allowed: true, move, next: after(matter, move, mover, input), onBehalfOf: onBehalfOf(move, matter) }
}

const onBehalfOf = ({ onBehalf }: Move, { takenIn }: Pick<ReviewCase, 'takenIn'>): string | null =>
  onBehalf === undefined ? null : (takenIn?.unit ?? null)

/** The drafters of a unit that is not here cannot move; those of this office must not do so for it. */
const rolesFor = (move: Move, matter: Pick<ReviewCase, 'takenIn'>): readonly Role[] =>
  matter.takenIn === null ? move.roles : (move.onBehalf ?? move.roles)

const SIDE_NAMES: Readonly<Record<Side, string>> = { drafting: '起草单位', reviewing: '审核单位' }

/** A unit does not review its own matter, nor does the reviewing body answer for a unit that is here (职责分离). */
function sidesFor({ roles }: Move, { takenIn }: Pick<ReviewCase, 'takenIn'>): readonly Side[] {
  if (roles.includes('registrar')) return ['drafting', 'reviewing']
  return roles.includes('drafter') && takenIn === null ? ['drafting'] : ['reviewing']
}

const isOnSide = (move: Move, matter: ReviewCase, { sides }: Mover): boolean =>
  sidesFor(move, matter).some((side) => sides.includes(side))

/** What a table of moves cannot say. */
function beyondTheTable(matter: ReviewCase, move: Move, input: MoveInput): (string | null)[] {
  const isOwnReviewer = move.name === 'assign' && input.reviewerId === matter.drafterId
  const isCounsel =
    move.name === 'assign' && input.reviewerId !== undefined && matter.counselIds.includes(input.reviewerId)
  const isSecondTime = move.name === 'reviewer-supplement' && matter.supplementsByReviewer > 0
  return [
    isOwnReviewer ? '起草人不得审核本人起草的文件。' : null,
    isCounsel ? '受咨询的法律顾问、专家不得审核同一文件。' : null,
    isSecondTime ? '需要补正的内容应当一次告知；再次补正的，由审核负责人退回办理。' : null,
  ]
}

/** The matter after a move that was allowed. */
function after(matter: ReviewCase, move: Move, mover: Mover, input: MoveInput): ReviewCase {
  const next = {
    ...matter,
    state:
      move.to === 'same'
        ? matter.state
        : move.to === 'by-conclusion'
          ? BY_CONCLUSION[matter.conclusion ?? 'unlawful']
          : move.to,
  }
  switch (move.name) {
    case 'submit':
      return { ...next, drafterId: matter.takenIn === null ? mover.id : null }
    case 'take-in':
      return { ...next, takenIn: { unit: input.unit, organisationId: null, on: input.on as string } }
    case 'assign':
      return { ...next, reviewerId: input.reviewerId ?? null }
    case 'reviewer-supplement':
      return { ...next, supplementsByReviewer: matter.supplementsByReviewer + 1 }
    case 'draft-opinion':
      return { ...next, conclusion: input.conclusion ?? null, reviewedDigest: matter.currentDigest }
    case 'agree-opinion':
      return { ...next, secondId: mover.id }
    case 'send-back':
      return { ...next, conclusion: null, reviewedDigest: null }
    case 'sign-opinion':
      return { ...next, opinionNumber: input.number, procedures: reviewedOn(matter, input) }
    case 'pass-recheck':
      return {
        ...next,
        conclusion: 'lawful',
        reviewedDigest: matter.currentDigest,
        procedures: reviewedOn(matter, input),
      }
    case 'deliberate':
      return { ...next, procedures: { ...matter.procedures, deliberation: input.on ?? null } }
    case 'register':
      return { ...next, registrationNumber: input.number }
    case 'file-npc':
      return { ...next, npcFiledOn: input.on ?? null }
    default:
      return next
  }
}

const reviewedOn = ({ procedures }: ReviewCase, { on }: MoveInput) => ({ ...procedures, legalityReview: on ?? null })

/** Every move from where the matter stands that this person has a role for, with what still stands in its way. */
export function availableMoves(
  matter: ReviewCase,
  mover: Mover,
): {
  readonly name: MoveName
  readonly label: string
  readonly needs: readonly Need[]
  readonly blockedBy: readonly string[]
}[] {
  return MOVES.filter(
    (move) =>
      findMove(matter, move.name) === move &&
      isOnSide(move, matter, mover) &&
      rolesFor(move, matter).some((role) => mover.roles.includes(role)),
  ).map((move) => ({
    name: move.name,
    label: onBehalfOf(move, matter) === null ? move.label : `代送审单位${move.label}`,
    needs: needsOf(move, matter),
    blockedBy: [
      ...(move.separations ?? []).map((separation) => SEPARATIONS[separation](matter, mover)),
      // A date is filled in with the move itself; the order of dates is judged then.
      ...(move.gates ?? [])
        .filter((gate) => gate !== 'procedureOrder')
        .map((gate) => GATES[gate](matter, NOTHING_SAID)),
    ].filter((reason) => reason !== null),
  }))
}

const NOTHING_SAID: MoveInput = { reason: '', number: '', unit: '' }
