import { missingMaterials } from './materials.ts'
import type { MoveInput, ReviewCase } from './review-state.ts'
import { CONCLUSION_NAMES } from './state-names.ts'

/** A condition that law sets: `null` when it holds, otherwise the sentence to show. */
export type Gate = (matter: ReviewCase, input: MoveInput) => string | null

const names = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name).join('、')

/** 公开征求意见的期限一般不少于30日 (国令713第十五条). */
const COMMENT_DAYS = 30

/** 公众参与→专家论证→风险评估→合法性审查→集体讨论 (国令713第二章). */
const STEPS = [
  ['publicParticipation', '公众参与'],
  ['expertReview', '专家论证'],
  ['riskAssessment', '风险评估'],
  ['legalityReview', '合法性审查'],
  ['deliberation', '集体讨论'],
] as const

/** Whether the text now is the text that was found lawful. */
const isReviewed = ({ conclusion, reviewedDigest, currentDigest }: ReviewCase) =>
  conclusion === 'lawful' && reviewedDigest === currentDigest

const unlawfulLeft = ({ kind, acceptedIllegal }: ReviewCase): string | null =>
  acceptedIllegal === 0
    ? null
    : `现文本尚有${acceptedIllegal}处经采纳的违法问题，不得作出“${CONCLUSION_NAMES[kind].lawful}”的结论。`

const ALL_GATES = {
  notFiledWithNpc: ({ npcFiledOn }) => (npcFiledOn === null ? null : `已于${npcFiledOn}报送人大常委会备案。`),

  /** Once, and not past what national texts allow. */
  extendable: ({ extensionBarred }) => extensionBarred,

  /** 国办发〔2018〕115号; 国令713第二十五条: the veto. */
  reviewedBeforeMeeting: (matter) => {
    if (isReviewed(matter)) return null
    const lacking =
      matter.conclusion === null
        ? '缺少合法性审核意见'
        : matter.conclusion === 'lawful'
          ? '审核后文本又有改动，应当送复核'
          : '审核结论不是合法'
    return `未经合法性审核或者经审核不合法的，不得提交集体审议。${lacking}。`
  },

  materialsComplete: (matter) => {
    const missing = missingMaterials(matter)
    return missing.length === 0 ? null : `送审材料不齐：缺少${names(missing)}。请补齐，或者说明没有的理由。`
  },

  /** Conditions decide which papers are asked for; unanswered they would be passed over in silence. */
  factsAnswered: ({ kind, facts }) => {
    if (kind === 'enforcement') return null
    // 公平竞争审查条例实施办法第二条: agreements and memoranda with measures on operators too.
    if (kind === 'contract') return facts.touchesBusiness === null ? '尚未判明：是否涉及经营者经济活动。' : null
    const open = [
      facts.touchesBusiness === null && '是否涉及经营者经济活动',
      facts.affectsPublic === null && '是否涉及公民、法人和其他组织切身利益',
      facts.isTechnical === null && '专业性、技术性是否较强',
      facts.isRisky === null && '是否存在重大风险',
    ].filter((question) => question !== false)
    return open.length === 0 ? null : `尚未判明：${open.join('、')}。`
  },

  /** 公平竞争审查条例第十八条. */
  fairCompetition: ({ kind, facts, fairCompetition }) => {
    if (kind === 'enforcement' || facts.touchesBusiness !== true) return null
    if (!fairCompetition) return '涉及经营者经济活动的政策措施未经公平竞争审查，不得出台。请补充公平竞争审查结论。'
    if (fairCompetition.conclusion === 'violates') return '经公平竞争审查，政策措施不符合审查标准，应当修改后重新审查。'
    return fairCompetition.conclusion === 'exception' && fairCompetition.basis.trim() === ''
      ? '适用公平竞争审查例外规定的，应当说明理由和实施期限。'
      : null
  },

  /** 国令713第十五条. */
  publicComment: ({ kind, facts, procedures }) => {
    if (kind !== 'decision' || facts.isSecret) return null
    if (procedures.publicParticipation === null) return '重大行政决策未经公众参与，不得受理。依法不予公开的除外。'
    const isShort = (procedures.publicCommentDays ?? 0) < COMMENT_DAYS
    return isShort && procedures.shortCommentReason.trim() === '' ? '公开征求意见期限不足30日且未说明理由。' : null
  },

  /** Each step that applies is done, and in its order. */
  procedureOrder: (matter, input) => {
    if (matter.kind !== 'decision') return null
    const procedures = { ...matter.procedures, deliberation: input.on ?? matter.procedures.deliberation }
    const applies = {
      publicParticipation: !matter.facts.isSecret,
      expertReview: matter.facts.isTechnical !== false,
      riskAssessment: matter.facts.isRisky !== false,
      legalityReview: true,
      deliberation: true,
    }
    const due = STEPS.filter(([step]) => applies[step])
    const undone = due.filter(([step]) => procedures[step] === null)
    if (undone.length > 0) return `重大行政决策尚未履行${undone.map(([, name]) => name).join('、')}程序。`
    const wrong = due.find(
      ([step], i) => i > 0 && (procedures[step] as string) < (procedures[due[i - 1]![0]] as string),
    )
    if (!wrong) return null
    const before = due[due.indexOf(wrong) - 1]!
    return `程序次序颠倒：${wrong[1]}日期早于${before[1]}日期。`
  },

  /** The text that goes out is the text that was reviewed. */
  sameText: (matter) =>
    matter.reviewedDigest === matter.currentDigest ? null : '拟签署文本与审核文本不一致，请送复核。',

  /** 行政处罚法第五十八条. */
  enforcementReviewed: (matter) =>
    !matter.facts.needsEnforcementReview || isReviewed(matter) ? null : '未经法制审核或者审核未通过的，不得作出决定。',

  /** 行政处罚法第六十二条. */
  partyHeard: ({ procedures }) =>
    procedures.hearingOfParty === null ? '尚未告知或者未听取陈述、申辩，不得作出决定。' : null,

  contractReviewed: (matter) => (isReviewed(matter) ? null : '未经合法性审查的政府合同不得签订。'),

  /** 国办发〔2018〕37号: 统一登记、统一编号、统一印发. */
  registered: ({ registrationNumber }) => (registrationNumber === null ? '未登记编号的规范性文件不得印发。' : null),

  consultationsClosed: ({ openConsultations }) =>
    openConsultations === 0 ? null : `尚有${openConsultations}件咨询没有答复；不再需要的，说明理由撤回。`,

  /** What was taken over as unlawful and still stands there is not lawful in the end. */
  conclusionFits: (matter, { conclusion }) => (conclusion === 'lawful' ? unlawfulLeft(matter) : null),

  /** The same of what was concluded: a finding can be taken over after that. */
  conclusionStillFits: (matter) => (matter.conclusion === 'lawful' ? unlawfulLeft(matter) : null),

  /** The same of a text changed by the opinion, which is found lawful by the move. */
  nothingUnlawfulLeft: (matter) => unlawfulLeft(matter),

  findingsDecided: ({ undecided }) => (undecided === 0 ? null : `尚有${undecided}处审核发现未处理。`),
} satisfies Record<string, Gate>

export type GateName = keyof typeof ALL_GATES

export const GATES: Readonly<Record<GateName, Gate>> = ALL_GATES
