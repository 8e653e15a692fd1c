import { spawn } from 'node:child_process'
import { createOrganisation, openStore, verifyChain } from '@hongxian/server/store'
import { describe, expect, it } from 'vitest'
import { onEachEngine } from '../engines.ts'

// A command writes while the service does: `users add`, or a second service over one PostgreSQL.

const WRITE = `
import { appendEvent, openStore } from '@hongxian/server/store'
const [database, organisationId] = process.argv.slice(1)
const store = await openStore(database)
for (let i = 0; i < 60; i++)
  await store.write(async (writing) => {
    const payload = { seen: (await writing.db.selectFrom('events').select('sequence').execute()).length }
    await appendEvent(writing, { organisationId, type: 'tried', summary: '试。', actorId: null, payload })
  })
await store.close()`

onEachEngine((newDatabase) => {
  describe('three processes that write at once', () => {
    it('wait for one another, and none sees half of what another does', async () => {
      const database = await newDatabase()
      const store = await openStore(database)
      const organisationId = await store.write((writing) => createOrganisation(writing, { name: '甲', parentId: null }))
      const ends = Array.from({ length: 3 }, () => {
        const args = ['--input-type=module', '-e', WRITE, database, organisationId]
        const child = spawn(process.execPath, args, {
          cwd: import.meta.dirname,
          stdio: ['ignore', 'ignore', 'inherit'],
        })
        return new Promise((resolve) => child.once('exit', resolve))
      })
      expect(await Promise.all(ends)).toEqual([0, 0, 0])
      expect(await verifyChain(store.db, organisationId)).toMatchObject({ valid: true, events: 180 })
      const seen = await store.db.selectFrom('events').select('payload').orderBy('sequence').execute()
      expect(seen.map(({ payload }) => JSON.parse(payload).seen)).toEqual(seen.map((_, i) => i))
      await store.close()
    })
  })
})
