import type { DocumentKind } from '../document/index.ts'
import type { Authority, Severity } from './finding.ts'
import type { Condition, NumberClass, Pattern } from './pattern.ts'
import type { Example } from './rule-set-source.ts'

/** What kind of quantity a figure is; numbers are compared within a kind. */
export type Quantity = 'time' | 'money' | 'ratio' | 'times' | 'count'

/** Classes of number tokens in which a quantity is written. */
export const QUANTITY_CLASSES: Record<Quantity, readonly NumberClass[]> = {
  time: ['期限', '年限'],
  money: ['金额'],
  ratio: ['比例'],
  times: ['倍数'],
  count: ['数'],
}

/** A figure that a law states. Time is in days; `unit` tells 工作日 from 日, 月 and 年. */
export interface FigureValue {
  readonly is: 'atLeast' | 'atMost' | 'exactly' | 'between'
  readonly quantity: Quantity
  readonly low: number
  /** Same as `low` unless `is` is `between`. */
  readonly high: number
  /** 工作日, 日, 月, 年 …, or the measure of a count (人, 家, 周岁). */
  readonly unit: string
  /** As the author wrote it: 不少于三十日. */
  readonly text: string
}

/** How the number stands to what it governs: 三十日内申请, 七日前通知, 三个月后, 有效期五年, 满二年未动工的. */
export type NumberRole = '内' | '前' | '后' | '期' | '满'

/** One row of the table of statutory figures. Plain JSON. */
export interface FigureSource {
  /** `figures#reconsideration-application`. */
  readonly id: string
  /** What the figure is about: 申请行政复议的期限. */
  readonly matter: string
  readonly code: string
  /** 审核事项 in documents of some kinds, where it is another one. */
  readonly codeOf: Readonly<Partial<Record<DocumentKind, string>>>
  readonly severity: Severity
  readonly value: FigureValue
  /** Other values that are lawful in some cases: nothing is said about them. */
  readonly also: readonly FigureValue[]
  /** What is to be done within the time, or whatever else follows the number. */
  readonly after: Pattern | null
  /** What the number is the measure of: stands before it. */
  readonly before: Pattern | null
  /** From when the time runs: stands before the number. */
  readonly from: Pattern | null
  /** What must be true of the sentence, or of the clause. */
  readonly where: readonly Condition[]
  readonly unless: readonly Condition[]
  readonly roles: readonly NumberRole[]
  /** Of an extension (延长十日) rather than of the time itself. */
  readonly isExtension: boolean
  /** Of a period (每三年一次). */
  readonly isPeriod: boolean
  /** The law counts its 日 in working days. */
  readonly countsWorkingDays: boolean
  readonly authority: Authority
  readonly examples: { readonly finds: readonly Example[]; readonly passes: readonly Example[] }
}
