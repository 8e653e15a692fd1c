import { isSet, type OfficeSettings, type Role, SMALL_OFFICE } from '@hongxian/shared/review'
import { listUsers, type Reading } from '../store/index.ts'

const REVIEWING: readonly Role[] = ['reviewer', 'second', 'lead']

/** How many people of an office review, second or sign. */
export async function countReviewers(db: Reading, organisationId: string): Promise<number> {
  const people = await listUsers(db, organisationId)
  return people.filter(({ user, disabled }) => !disabled && user.roles.some((role) => REVIEWING.includes(role))).length
}

/** Whether one person may review and sign here: as set, and only as long as there are so few. */
export const isSmallOffice = async (db: Reading, organisationId: string, settings: OfficeSettings): Promise<boolean> =>
  isSet(settings, 'office.small') && (await countReviewers(db, organisationId)) <= SMALL_OFFICE
