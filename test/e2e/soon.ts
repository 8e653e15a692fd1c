import { expect } from 'vitest'

/** As `expect.poll`, with the patience that browsers on a busy machine need: what is asserted here comes by itself. */
export const soon: typeof expect.poll = (read, options) =>
  expect.poll(read, { timeout: 20_000, interval: 60, ...options })
