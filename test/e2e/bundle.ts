import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const extension = new URL('../../extension/', import.meta.url)

/** The part of Vite used here; the test package does not depend on it, the extension does. */
interface Bundler {
  build(config: object): Promise<readonly { readonly output: readonly { readonly code: string }[] }[]>
}

/**
 * One module of the extension's page code as a script that leaves its exports in `globalThis[name]`, for tests that run
 * it in a page by itself (engines that load no extensions, pages that need no service).
 */
export async function bundlePageCode(entry: string, name: string): Promise<string> {
  const vite = createRequire(fileURLToPath(new URL('package.json', extension))).resolve('vite')
  const { build } = (await import(pathToFileURL(vite).href)) as Bundler
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(extension),
    build: {
      write: false,
      minify: false,
      target: 'chrome90',
      lib: { entry: fileURLToPath(new URL(entry, extension)), formats: ['iife'], name },
    },
  })
  const [output] = result
  // A top-level `var` of an injected script is not always a global (evaluate wraps it in a function).
  return `${output!.output[0]!.code.replace(`var ${name} =`, `globalThis.${name} =`)}`
}
