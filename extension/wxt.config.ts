import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'wxt'

/** Pages on this machine are checked without asking; every other site is asked for, one by one, by a button in the panel. */
const LOCAL_PAGES = ['http://127.0.0.1/*', 'http://localhost/*']

export default defineConfig({
  srcDir: 'src',
  manifestVersion: 3,
  imports: false,
  publicDir: fileURLToPath(new URL('public', import.meta.url)),
  manifest: ({ browser }) => ({
    name: '红线 合法性审核',
    short_name: '红线',
    description: '在网页上对规范性文件、合同和行政决定的送审稿作合法性审核。',
    version: '0.1.0',
    icons: { 16: 'icon/16.png', 32: 'icon/32.png', 48: 'icon/48.png', 128: 'icon/128.png' },
    permissions: [
      'storage',
      'unlimitedStorage',
      'tabs',
      'scripting',
      'activeTab',
      'alarms',
      ...(browser === 'firefox' ? [] : ['sidePanel']),
    ],
    host_permissions: LOCAL_PAGES,
    optional_host_permissions: ['*://*/*'],
    action: { default_title: '红线 合法性审核' },
    commands: {
      'next-finding': { suggested_key: { default: 'Alt+Shift+Down' }, description: '下一处发现' },
      'previous-finding': { suggested_key: { default: 'Alt+Shift+Up' }, description: '上一处发现' },
      'toggle-marks': { suggested_key: { default: 'Alt+Shift+H' }, description: '显示或者隐藏页面上的标记' },
    },
    content_security_policy: {
      extension_pages: "script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'",
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'hongxian@shenhe.example',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: '102', storage: { managed_schema: 'managed-schema.json' } }),
  }),
  hooks: {
    'build:publicAssets': (_wxt, files) => {
      const script = fileURLToPath(new URL('build-assets.mjs', import.meta.url))
      const assets = JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8', maxBuffer: 1 << 28 }))
      files.push({ relativeDest: 'rule-set.json', contents: JSON.stringify(assets.ruleSet) })
      files.push({ relativeDest: 'review-items.json', contents: JSON.stringify(assets.items) })
    },
  },
})
