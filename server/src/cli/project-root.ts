import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of this checkout, whatever folder a command is run from. */
export const readProjectRoot = (): string => join(dirname(fileURLToPath(import.meta.url)), '../../..')
