export { type Clearance, clearanceOf } from './clearance.ts'
export * from './evaluation.ts'
export * from './extension.ts'
export * from './feedback.ts'
export { GATES, type Gate, type GateName } from './gates.ts'
export * from './item-feedback.ts'
export { availableMoves, type Judgement, judgeMove, type Mover, type Side } from './judge-move.ts'
export { MATERIALS, type Material, missingMaterials, requiredMaterials } from './materials.ts'
export { MOVES, type Move, type Need, type Separation } from './moves.ts'
export * from './npc-filing.ts'
export {
  composeOpinion,
  ILLEGAL_HEADING,
  type Opinion,
  type OpinionInput,
  type OpinionItem,
  sayItem,
  sayPoints,
} from './opinion.ts'
export * from './opinion-point.ts'
export * from './registration-number.ts'
export * from './review-state.ts'
export { type LimitName, termOf } from './review-terms.ts'
export * from './role.ts'
export { roleConflict } from './role-conflict.ts'
export * from './role-names.ts'
export * from './settings.ts'
export * from './state-names.ts'
export {
  computeDeadline,
  type Deadline,
  type Extension,
  lengthOf,
  type Pause,
  type Term,
  workdaysLeft,
} from './time-limit.ts'
export { type ValidityWords, validityEnd } from './validity.ts'
export * from './verdict.ts'
export {
  addDays,
  addMonths,
  buildWorkCalendar,
  daysBetween,
  type HolidayYear,
  MissingYearError,
  type WorkCalendar,
} from './work-calendar.ts'
