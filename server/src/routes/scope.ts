import type { Actor } from '../http/index.ts'
import type { Scope } from '../store/index.ts'

/** What somebody may see: the matters of their office; whoever is counsel alone, those they were asked about. */
export const scopeOf = ({ id, organisation, roles }: Actor): Scope => ({
  organisationId: organisation.id,
  ...(roles.length > 0 && roles.every((role) => role === 'counsel') ? { counselId: id } : {}),
})

/** What somebody may change something of. */
export const changeScopeOf = (actor: Actor) => ({ ...scopeOf(actor), toChange: true as const })
