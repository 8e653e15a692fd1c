import type { GateName } from './gates.ts'
import type { MoveName, ReviewKind, ReviewState } from './review-state.ts'
import type { Role } from './role.ts'

/** What a person must say with a move. */
export type Need =
  | 'reason'
  | 'conclusion'
  | 'number'
  | 'reviewer'
  | 'date'
  | 'unit'
  | 'workdays'
  | 'answers'
  | 'agreement'
  | 'objection'

/** Who must not be the same person (职责分离). */
export type Separation = 'not-drafter' | 'not-reviewer' | 'is-reviewer' | 'not-counsel'

export interface Move {
  readonly name: MoveName
  readonly label: string
  readonly from: readonly ReviewState[]
  /** `by-conclusion`: passed, revising or rejected, as the opinion concludes; `same`: it stays where it stands. */
  readonly to: ReviewState | 'by-conclusion' | 'same'
  readonly roles: readonly Role[]
  /** Who makes the move instead, for a unit without an account here, where the matter was taken in for it (收件登记). */
  readonly onBehalf?: readonly Role[]
  /** All kinds where absent. */
  readonly kinds?: readonly ReviewKind[]
  readonly needs?: readonly Need[]
  readonly gates?: readonly GateName[]
  readonly separations?: readonly Separation[]
}

const BEFORE_SIGNED: readonly ReviewState[] = [
  'submitted',
  'supplement',
  'returned',
  'accepted',
  'reviewing',
  'consulting',
  'suspended',
  'opinion-drafted',
  'signing',
  'revising',
  'rechecking',
  'passed',
  'rejected',
  'deliberated',
]

/** The process as data: an unlisted move does not exist. */
export const MOVES: readonly Move[] = [
  {
    name: 'submit',
    label: '送审',
    from: ['draft', 'returned'],
    to: 'submitted',
    roles: ['drafter'],
    onBehalf: ['intake'],
    gates: ['materialsComplete'],
  },
  {
    // What arrives is registered as it arrived; that it is complete is judged when it is accepted.
    name: 'take-in',
    label: '收件登记',
    from: ['draft'],
    to: 'submitted',
    roles: ['intake'],
    needs: ['unit', 'date'],
  },
  {
    name: 'accept',
    label: '受理',
    from: ['submitted'],
    to: 'accepted',
    roles: ['intake'],
    gates: ['factsAnswered', 'materialsComplete', 'fairCompetition', 'publicComment'],
  },
  {
    name: 'request-supplement',
    label: '通知补正',
    from: ['submitted'],
    to: 'supplement',
    roles: ['intake'],
    needs: ['reason'],
  },
  {
    name: 'answer-supplement',
    label: '补正后送审',
    from: ['supplement'],
    to: 'submitted',
    roles: ['drafter'],
    onBehalf: ['intake'],
    gates: ['materialsComplete'],
  },
  {
    name: 'return',
    label: '退回',
    from: ['submitted', 'supplement'],
    to: 'returned',
    roles: ['intake'],
    needs: ['reason'],
  },
  {
    name: 'declare-not-applicable',
    label: '不属于审核范围',
    from: ['submitted'],
    to: 'not-applicable',
    roles: ['second', 'lead'],
    kinds: ['normative'],
    needs: ['reason'],
  },
  {
    name: 'assign',
    label: '分办',
    from: ['accepted', 'reviewing'],
    to: 'reviewing',
    roles: ['second', 'lead'],
    needs: ['reviewer'],
  },
  {
    name: 'consult',
    label: '征求意见或者组织论证',
    from: ['reviewing'],
    to: 'consulting',
    roles: ['reviewer'],
    needs: ['reason'],
    separations: ['is-reviewer'],
  },
  {
    name: 'end-consultation',
    label: '征求意见结束',
    from: ['consulting'],
    to: 'reviewing',
    roles: ['reviewer'],
    separations: ['is-reviewer'],
  },
  {
    name: 'suspend',
    label: '中止审核',
    from: ['reviewing'],
    to: 'suspended',
    roles: ['lead'],
    kinds: ['normative', 'decision', 'contract'],
    needs: ['reason'],
  },
  { name: 'resume', label: '恢复审核', from: ['suspended'], to: 'reviewing', roles: ['lead'] },
  {
    name: 'extend',
    label: '延长审核期限',
    from: ['accepted', 'reviewing', 'consulting', 'suspended', 'opinion-drafted', 'signing'],
    to: 'same',
    roles: ['lead'],
    needs: ['workdays', 'reason'],
    gates: ['extendable'],
  },
  {
    name: 'reviewer-supplement',
    label: '审核中通知补正',
    from: ['reviewing'],
    to: 'supplement',
    roles: ['reviewer'],
    needs: ['reason'],
    separations: ['is-reviewer'],
  },
  {
    name: 'draft-opinion',
    label: '拟写审核意见',
    from: ['reviewing'],
    to: 'opinion-drafted',
    roles: ['reviewer'],
    needs: ['conclusion'],
    gates: ['findingsDecided', 'consultationsClosed', 'conclusionFits'],
    separations: ['is-reviewer', 'not-drafter', 'not-counsel'],
  },
  {
    name: 'agree-opinion',
    label: '复核同意',
    from: ['opinion-drafted'],
    to: 'signing',
    roles: ['second'],
    separations: ['not-reviewer', 'not-drafter', 'not-counsel'],
  },
  {
    name: 'send-back',
    label: '退回承办人',
    from: ['opinion-drafted', 'signing'],
    to: 'reviewing',
    roles: ['second', 'lead'],
    needs: ['reason'],
  },
  {
    name: 'sign-opinion',
    label: '签发审核意见',
    from: ['signing'],
    to: 'by-conclusion',
    roles: ['lead'],
    needs: ['number', 'date'],
    gates: ['findingsDecided', 'sameText', 'conclusionStillFits'],
    separations: ['not-reviewer', 'not-drafter', 'not-counsel'],
  },
  {
    name: 'answer-opinion',
    label: '反馈采纳情况',
    from: ['revising'],
    to: 'rechecking',
    roles: ['drafter'],
    onBehalf: ['intake'],
    needs: ['answers'],
  },
  {
    name: 'pass-recheck',
    label: '复核通过',
    from: ['rechecking'],
    to: 'passed',
    roles: ['reviewer'],
    needs: ['date', 'agreement'],
    gates: ['findingsDecided', 'nothingUnlawfulLeft'],
    separations: ['is-reviewer', 'not-drafter', 'not-counsel'],
  },
  {
    name: 'fail-recheck',
    label: '再次要求修改',
    from: ['rechecking'],
    to: 'revising',
    roles: ['reviewer'],
    needs: ['objection'],
    separations: ['is-reviewer'],
  },
  {
    name: 'deliberate',
    label: '提请集体审议',
    from: ['passed'],
    to: 'deliberated',
    roles: ['registrar', 'intake'],
    kinds: ['normative', 'decision', 'contract'],
    needs: ['date'],
    gates: ['reviewedBeforeMeeting', 'procedureOrder', 'fairCompetition'],
  },
  {
    name: 'change-at-meeting',
    label: '会上修改，送复核',
    from: ['deliberated'],
    to: 'rechecking',
    roles: ['registrar', 'intake'],
    kinds: ['normative', 'decision', 'contract'],
    needs: ['reason'],
  },
  {
    name: 'sign',
    label: '签署',
    from: ['deliberated'],
    to: 'signed',
    roles: ['registrar'],
    kinds: ['normative', 'decision'],
    gates: ['reviewedBeforeMeeting', 'sameText'],
  },
  {
    name: 'sign',
    label: '签订合同',
    from: ['passed', 'deliberated'],
    to: 'signed',
    roles: ['registrar'],
    kinds: ['contract'],
    gates: ['contractReviewed', 'sameText'],
  },
  {
    name: 'sign',
    label: '作出决定',
    from: ['passed'],
    to: 'signed',
    roles: ['registrar'],
    kinds: ['enforcement'],
    gates: ['enforcementReviewed', 'partyHeard', 'sameText'],
  },
  {
    name: 'register',
    label: '登记编号',
    from: ['signed'],
    to: 'registered',
    roles: ['registrar'],
    kinds: ['normative'],
    needs: ['number'],
    gates: ['sameText'],
  },
  {
    name: 'publish',
    label: '公布',
    from: ['registered'],
    to: 'published',
    roles: ['registrar'],
    kinds: ['normative'],
    needs: ['date'],
    gates: ['registered', 'sameText'],
  },
  {
    name: 'publish',
    label: '公布',
    from: ['signed'],
    to: 'published',
    roles: ['registrar'],
    kinds: ['decision'],
    needs: ['date'],
    gates: ['sameText'],
  },
  {
    name: 'serve',
    label: '送达',
    from: ['signed'],
    to: 'served',
    roles: ['registrar'],
    kinds: ['enforcement'],
    needs: ['date'],
  },
  {
    name: 'disclose',
    label: '公示',
    from: ['served'],
    to: 'disclosed',
    roles: ['registrar'],
    kinds: ['enforcement'],
    needs: ['date'],
  },
  {
    name: 'file',
    label: '报送上级机关备案',
    from: ['published'],
    to: 'filed',
    roles: ['registrar'],
    kinds: ['normative'],
    needs: ['date'],
  },
  {
    name: 'file',
    label: '合同备存',
    from: ['signed'],
    to: 'filed',
    roles: ['registrar'],
    kinds: ['contract'],
    needs: ['date'],
  },
  {
    // 各级人民代表大会常务委员会监督法: beside the filing with the superior government, in whatever order.
    name: 'file-npc',
    label: '报送人大常委会备案',
    from: ['published', 'filed'],
    to: 'same',
    roles: ['registrar'],
    kinds: ['normative'],
    needs: ['date'],
    gates: ['notFiledWithNpc'],
  },
  {
    name: 'archive',
    label: '归档',
    from: ['published', 'disclosed', 'served', 'filed', 'rejected', 'not-applicable', 'withdrawn'],
    to: 'archived',
    roles: ['registrar'],
  },
  {
    name: 'withdraw',
    label: '撤回',
    from: BEFORE_SIGNED,
    to: 'withdrawn',
    roles: ['drafter'],
    onBehalf: ['intake'],
    needs: ['reason'],
  },
]
