import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** The lines of a stream that are not blank, each with its number from 1. */
export async function* numberedLines(input: Readable): AsyncGenerator<{ number: number; line: string }> {
  let number = 0
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    if (line.trim() !== '') yield { number, line }
  }
}

/** One answer on a line of standard output, no faster than it is read. */
export async function writeLine(answer: unknown): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) await once(process.stdout, 'drain')
}
