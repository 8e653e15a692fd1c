import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readProjectRoot } from './project-root.ts'

/** Builds the console where it was never built, or its sources are newer. A second or two, once. */
export async function buildConsole(): Promise<void> {
  const root = readProjectRoot()
  const folder = join(root, 'server/console')
  const built = join(folder, 'dist/index.html')
  const sources = [join(folder, 'src'), join(root, 'shared/ui'), join(root, 'shared/src')].flatMap((source) =>
    readdirSync(source, { recursive: true, encoding: 'utf8' }).map((file) => join(source, file)),
  )
  const newest = Math.max(...sources.map((file) => statSync(file).mtimeMs))
  if (existsSync(built) && statSync(built).mtimeMs > newest) return
  const { build } = await import('vite')
  await build({ configFile: join(folder, 'vite.config.ts') })
}
