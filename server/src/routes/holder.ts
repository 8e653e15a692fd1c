import { ROLE_NAMES, type Role } from '@hongxian/shared/review'
import type { WatchedReview } from '../store/index.ts'
import type { Matter } from './matter.ts'

/** Of those who review, by id. */
export type Names = ReadonlyMap<string, string>

/** Who acts where a limit runs; the drafting unit where none of these does (办理流程第六节). */
const HOLDERS: Partial<Record<Matter['case']['state'], Role>> = {
  submitted: 'intake',
  accepted: 'second',
  reviewing: 'reviewer',
  consulting: 'reviewer',
  suspended: 'lead',
  'opinion-drafted': 'second',
  signing: 'lead',
  rechecking: 'reviewer',
  passed: 'registrar',
  deliberated: 'registrar',
  signed: 'registrar',
  registered: 'registrar',
  published: 'registrar',
}

/** Who acts now, office and role, and for the 承办人 the name. */
export function holderOf(
  { organisation, reviewOffice }: WatchedReview,
  { case: matter }: Matter,
  names: Names,
): string {
  const role = HOLDERS[matter.state]
  if (role === undefined) return unitOf({ organisation }, matter)
  const name = role === 'reviewer' ? (names.get(matter.reviewerId ?? '') ?? '') : ''
  return [reviewOffice ?? organisation, ROLE_NAMES[role], name].filter(Boolean).join(' ')
}

/** 起草单位. */
export const unitOf = ({ organisation }: Pick<WatchedReview, 'organisation'>, { takenIn }: Matter['case']): string =>
  takenIn?.unit ?? organisation
