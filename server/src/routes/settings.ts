import { changeSettings, getSettings, type OfficeSettingsView } from '@hongxian/shared/api'
import {
  isSet,
  namesRegion,
  SETTING_KEYS,
  SETTINGS,
  type SettingKey,
  type SettingValue,
  SMALL_OFFICE,
  textSet,
} from '@hongxian/shared/review'
import { dayInChina } from '@hongxian/shared/text'
import type { Hono } from 'hono'
import { HttpProblem, mount } from '../http/index.ts'
import { appendEvent, findSettings, listSettingsChanges, putSettings, type Reading } from '../store/index.ts'
import type { RouteDeps } from './deps.ts'
import { countReviewers } from './small-office.ts'

// As many as a page shows; all of them stand in the history.
const CHANGES_SHOWN = 50

export function mountSettings(app: Hono, deps: RouteDeps): void {
  mount(app, deps, getSettings, ({ actor }) => describe(deps.store.db, actor.organisation.id))

  mount(app, deps, changeSettings, async ({ body, actor, fail }) => {
    const organisationId = actor.organisation.id
    const isDone = await deps.store.write(async (writing) => {
      const { revision, settings } = await findSettings(writing.db, organisationId)
      if (revision !== body.revision) return false
      const values = { ...settings.values }
      const changed: { key: SettingKey; before: SettingValue | null; after: SettingValue | null }[] = []
      for (const [name, after] of Object.entries(body.values)) {
        const key = name as SettingKey
        const before = values[key]?.value ?? null
        if (after === undefined || after === before) continue
        changed.push({ key, before, after })
        if (after === null) delete values[key]
        else values[key] = { value: after, since: dayInChina(new Date(writing.at)) }
      }
      if (changed.length === 0) throw refusal('没有改动任何一项设定。')
      const next = { ...settings, values }
      if (isSet(next, 'office.small') && (await countReviewers(writing.db, organisationId)) > SMALL_OFFICE)
        throw refusal(`本单位办理人员超过${SMALL_OFFICE}人，承办与复核、签发应当分离。`)
      if (namesRegion(textSet(next, 'registration.template') ?? '') && textSet(next, 'registration.region') === null)
        throw refusal('登记号模板含有{区划}的，应当同时设定区划简称。')
      const kept = { organisationId, revision, values, changed, reason: body.reason, actorId: actor.id }
      const { id, digest } = await putSettings(writing, kept)
      await appendEvent(writing, {
        organisationId,
        actorId: actor.id,
        type: 'settings.changed',
        summary: `变更设定：${changed.map(({ key }) => SETTINGS[key].name).join('、')}。`,
        payload: { id, digest, changed, reason: body.reason },
      })
      return true
    })
    if (!isDone) return fail('stale-version', '设定已由他人变更，请刷新后重新办理。')
    return describe(deps.store.db, organisationId)
  })
}

const refusal = (sentence: string) => new HttpProblem('move-refused', sentence, { reasons: [sentence] })

async function describe(db: Reading, organisationId: string): Promise<OfficeSettingsView> {
  const [{ revision, settings }, changes] = await Promise.all([
    findSettings(db, organisationId),
    listSettingsChanges(db, organisationId, CHANGES_SHOWN),
  ])
  return {
    revision,
    settings: SETTING_KEYS.map((key) => ({
      key,
      value: settings.values[key]?.value ?? SETTINGS[key].fallback,
      fallback: SETTINGS[key].fallback,
      since: settings.values[key]?.since ?? null,
    })),
    changes: changes.map((change) => ({ ...change, changed: [...change.changed] })),
  }
}
