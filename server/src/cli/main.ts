import { explainError } from './explain-error.ts'

/** One sub-command: takes the arguments after its name, returns the exit code. */
export interface Command {
  readonly summary: string
  readonly run: (args: readonly string[]) => Promise<number>
}

// Loaded on demand: `hongxian check` must not pay for the database.
const COMMANDS: Record<string, { summary: string; load: () => Promise<{ run: Command['run'] }> }> = {
  check: { summary: '审核文件，列出问题', load: () => import('./check.ts') },
  structure: { summary: '识别文件的编章节条款项目', load: () => import('./structure.ts') },
  cite: { summary: '识别并核对法律引用', load: () => import('./cite.ts') },
  diff: { summary: '比对两个稿次', load: () => import('./diff.ts') },
  rules: { summary: '检验、列出、查看、新建、解释规则', load: () => import('./rules.ts') },
  laws: { summary: '核验、导入、更新法律目录', load: () => import('./laws.ts') },
  reader: { summary: '训练和评估第二读者', load: () => import('./reader.ts') },
  serve: { summary: '启动服务', load: () => import('./serve.ts') },
  start: { summary: '启动服务和示例内网', load: () => import('./start.ts') },
  demo: { summary: '启动服务并打开装好插件的浏览器', load: () => import('./demo.ts') },
  users: { summary: '管理单位和用户', load: () => import('./users.ts') },
  history: { summary: '核验留痕', load: () => import('./history.ts') },
  backup: { summary: '备份数据库', load: () => import('./backup.ts') },
  restore: { summary: '从备份恢复数据库', load: () => import('./restore.ts') },
  migrate: { summary: '升级数据库，或者迁移到 PostgreSQL', load: () => import('./migrate.ts') },
}

const HELP = `红线 Hongxian：合法性审核

用法：hongxian <命令> [参数]

命令：
${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
  .join('\n')}

各命令的说明：hongxian <命令> --help`

/** @returns exit code: 0 done (for `check`: nothing found), 1 findings, 2 could not be done */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...args] = argv[0] === '--' ? argv.slice(1) : argv
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(HELP)
    return name === undefined ? 2 : 0
  }
  const command = COMMANDS[name]
  if (!command) {
    console.error(`没有“${name}”这个命令。运行 hongxian --help 查看全部命令。`)
    return 2
  }
  const { run } = await command.load()
  try {
    return await run(args)
  } catch (error) {
    console.error(explainError(error, name))
    return 2
  }
}
