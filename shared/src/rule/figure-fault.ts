import type { FigureValue } from './figure.ts'
import type { StatedFigure } from './read-figures.ts'

export type FigureFault = 'less' | 'more'

// Five working days span a week, give or take two days; holidays make many of them span longer.
const DAYS_PER_WORKING_DAY = 1.4
const SLACK = 2
const HOLIDAYS = 3
/** A month may be 28 to 31 days and a year 365 or 366: so near, times in two units are the same. */
const NEARLY = 0.035
const EXACT = 1e-9

/** Does a stated number miss the statute's figure, and to which side? `null` when it agrees, or is no such quantity. */
export function faultOf(stated: StatedFigure, figure: FigureValue, countsWorkingDays = false): FigureFault | null {
  if (stated.quantity !== figure.quantity) return null
  if (figure.quantity === 'count' && stated.unit !== figure.unit) return null
  const [least, most] = spanOf(stated, figure, countsWorkingDays)
  const near = figure.quantity === 'time' && stated.unit !== figure.unit ? NEARLY : EXACT
  if (figure.is !== 'atMost' && most < figure.low * (1 - near)) return 'less'
  if (figure.is !== 'atLeast' && least > figure.high * (1 + near)) return 'more'
  return null
}

/** The stated time in the unit of the statute, at the least and at the most. */
function spanOf(stated: StatedFigure, figure: FigureValue, countsWorkingDays: boolean): [number, number] {
  const { value } = stated
  const isStatedWorking = stated.unit === '工作日'
  const isFigureWorking = figure.unit === '工作日'
  if (figure.quantity !== 'time' || countsWorkingDays || isStatedWorking === isFigureWorking) return [value, value]
  if (isStatedWorking) return [value * DAYS_PER_WORKING_DAY - SLACK, value * DAYS_PER_WORKING_DAY + SLACK]
  return [(value - HOLIDAYS) / DAYS_PER_WORKING_DAY, value]
}
