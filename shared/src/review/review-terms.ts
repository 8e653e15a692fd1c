import type { ReviewKind } from './review-state.ts'
import type { Term } from './time-limit.ts'

/** Terms of each kind. Those of national texts are fixed; the others are usual local ones and may be configured. */
export interface ReviewTerms {
  /** 审核期限, longest. */
  readonly review: Term
  /** 审核时间 that must be left, shortest; `null` where no text sets one. */
  readonly reviewAtLeast: Term | null
  /** 材料核验. */
  readonly intake: Term
  /** 反馈采纳情况. */
  readonly feedback: Term
  readonly recheck: Term
  /** 报送备案, from publication; `null` where nothing is filed after it. */
  readonly filing: Term | null
}

const LOCAL = '地方通行规定，可以配置'
const workdays = (length: number, basis: string): Term => ({ length, unit: 'workday', basis })

const COMMON = { intake: workdays(3, LOCAL), feedback: workdays(5, LOCAL), recheck: workdays(3, LOCAL), filing: null }

export const REVIEW_TERMS: Readonly<Record<ReviewKind, ReviewTerms>> = {
  normative: {
    ...COMMON,
    review: workdays(15, '国办发〔2018〕115号，一般不少于5个工作日、不超过15个工作日'),
    reviewAtLeast: workdays(5, '国办发〔2018〕115号'),
    filing: { length: 15, unit: 'day', basis: LOCAL },
  },
  decision: {
    ...COMMON,
    review: workdays(15, LOCAL),
    reviewAtLeast: workdays(7, '《重大行政决策程序暂行条例》第二十六条，一般不少于7个工作日'),
  },
  contract: { ...COMMON, review: workdays(5, LOCAL), reviewAtLeast: null },
  enforcement: { ...COMMON, review: workdays(5, LOCAL), reviewAtLeast: null },
}
