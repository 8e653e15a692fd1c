import type { CallOutput, User } from '@hongxian/shared/api'
import { ROLE_NAMES } from '@hongxian/shared/review'
import { useState } from 'preact/hooks'
import { ask, sentenceOf, useLoaded } from './ask.ts'
import { Reload } from './Reload.tsx'
import { ChangePassword } from './SignIn.tsx'
import { timeOf } from './words.ts'

const CLIENTS = { console: '工作台', extension: '插件' } as const

/** 我的账号: what one may do here, where one is signed in, and the way to end that and to change the password. */
export function Account({ me }: { me: User }) {
  const loaded = useLoaded<CallOutput<'listTokens'>>('tokens', () => ask('listTokens', {}))
  const [error, setError] = useState('')
  const [isChanging, setChanging] = useState(false)
  const [isChanged, setChanged] = useState(false)
  const revoke = (tokenId: string) => {
    setError('')
    ask('revokeToken', { params: { tokenId } }).then(loaded.reload, (reason: unknown) => setError(sentenceOf(reason)))
  }
  if (isChanging)
    return (
      <ChangePassword
        title="修改密码"
        oldLabel="原密码"
        onDone={() => {
          setChanging(false)
          setChanged(true)
          loaded.reload()
        }}
        onClose={() => setChanging(false)}
      />
    )
  return (
    <>
      <h1>我的账号</h1>
      <p>
        {me.organisation.name}　{me.name}　账号：{me.account}　角色：
        {me.roles.map((role) => ROLE_NAMES[role]).join('、') || '没有角色，请系统管理员设定'}
      </p>
      <div class="c-bar">
        <button type="button" onClick={() => setChanging(true)}>
          修改密码
        </button>
        {isChanged && <span role="status">密码已经修改，其他登录全部失效。</span>}
      </div>
      <h2>正在使用的登录</h2>
      <p class="hx-quiet">不是本人的，或者电脑不再使用的，予以撤销，并修改密码。</p>
      {loaded.error && <Reload loaded={loaded} />}
      {error && (
        <p role="alert" class="c-error">
          {error}
        </p>
      )}
      <table class="c-table">
        <thead>
          <tr>
            <th>登录</th>
            <th>登录时间</th>
            <th>最近使用</th>
            <th>有效期至</th>
            <th>操作</th>
          </tr>
        </thead>
        <tbody>
          {loaded.value?.items.map((token) => (
            <tr key={token.id}>
              <td>
                {CLIENTS[token.client]}
                {token.label !== '' && token.label !== CLIENTS[token.client] && `（${token.label}）`}
              </td>
              <td>{timeOf(token.createdAt)}</td>
              <td>{token.lastUsedAt === null ? '—' : timeOf(token.lastUsedAt)}</td>
              <td>{timeOf(token.expiresAt)}</td>
              <td>
                {token.current ? (
                  '本次登录'
                ) : (
                  <button type="button" onClick={() => revoke(token.id)}>
                    撤销
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
