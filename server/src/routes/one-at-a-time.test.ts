import { describe, expect, it } from 'vitest'
import { createOneAtATime } from './one-at-a-time.ts'

describe('createOneAtATime', () => {
  it('waits for what bears the same name, also where that failed, and for nothing else', async () => {
    const oneAtATime = createOneAtATime()
    const log: string[] = []
    const work = (name: string, ms: number) => async () => {
      log.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, ms))
      log.push(`${name} ends`)
      if (ms > 30) throw new Error(name)
      return name
    }
    const outcomes = await Promise.allSettled([
      oneAtATime('a', work('first', 40)),
      oneAtATime('a', work('second', 0)),
      oneAtATime('b', work('other', 0)),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
    expect(log).toEqual(['first begins', 'other begins', 'other ends', 'first ends', 'second begins', 'second ends'])
    expect(await oneAtATime('a', work('third', 0))).toBe('third')
  })
})
