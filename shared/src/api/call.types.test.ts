import { describe, expectTypeOf, it } from 'vitest'
import type { CallInput, CallOutput } from './call.ts'

describe('types of a call', () => {
  it('asks for exactly what the endpoint takes', () => {
    expectTypeOf<CallInput<'getDraft'>['params']['draftId']>().toEqualTypeOf<string>()
    expectTypeOf<CallInput<'createCheck'>['body']['text']>().toEqualTypeOf<string>()
  })
  it('answers with the declared shape', () => {
    expectTypeOf<CallOutput<'createCheck'>['findings'][number]['threadId']>().toEqualTypeOf<string>()
  })
})
