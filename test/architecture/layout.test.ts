import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const CODE = ['shared/src', 'shared/ui', 'server/src', 'server/console/src', 'server/intranet', 'extension/src']

const sources = CODE.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.d\.ts$/.test(file)),
)

describe('the layout', () => {
  it('has no import that ARCHITECTURE.md does not allow, and sees every source file', () => {
    const report = cruise()
    const seen = new Set(report.modules.map((m) => m.source))
    // A checker that can see nothing must fail: the cruiser exits 0 on zero modules.
    expect(sources.filter((file) => !seen.has(file))).toEqual([])
    expect(sources.length).toBeGreaterThan(20)
    expect(report.summary.violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`)).toEqual([])
  })

  it('keeps each folder of shared/src behind an index that only re-exports', () => {
    for (const folder of readdirSync(join(root, 'shared/src'))) {
      const face = readFileSync(join(root, 'shared/src', folder, 'index.ts'), 'utf8')
      const other = face
        .replace(/^\/\*\*[\s\S]*?\*\/|^\/\/.*$/gm, '')
        .replace(/^export (type )?(\*|\{[^}]*\}) from '\.\/[\w./-]+\.ts'$/gm, '')
        .trim()
      expect(other === '' || other === 'export {}', `shared/src/${folder}/index.ts`).toBe(true)
    }
  })

  it('keeps a zod schema apart from code that runs in a page', () => {
    // A content script that imports one function must not carry zod with it.
    const mixed = sources
      .filter((file) => file.startsWith('shared/src/') && !file.startsWith('shared/src/api/'))
      .filter((file) => {
        const text = readFileSync(join(root, file), 'utf8')
        return /^import .*from 'zod'/m.test(text) && /^export (async )?function /m.test(text)
      })
    expect(mixed).toEqual([])
  })
})

interface Report {
  modules: { source: string }[]
  summary: { violations: { rule: { name: string }; from: string; to: string }[] }
}

function cruise(): Report {
  const bin = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  try {
    return JSON.parse(run(bin))
  } catch (error) {
    // Violations exit non-zero and still print the report.
    const { stdout } = error as { stdout?: string }
    if (stdout) return JSON.parse(stdout)
    throw error
  }
}

function run(bin: string): string {
  const args = [bin, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...CODE]
  return execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 })
}
