import type { User } from '@hongxian/shared/api'
import { useEffect, useState } from 'preact/hooks'
import { Account } from './Account.tsx'
import { ask, SIGNED_OUT, useLoaded } from './ask.ts'
import { Connect } from './Connect.tsx'
import { MyConsultations } from './Consultations.tsx'
import { DraftView } from './DraftView.tsx'
import { Ledger } from './Ledger.tsx'
import { People } from './People.tsx'
import { Rules } from './Rules.tsx'
import { Settings } from './Settings.tsx'
import { ChangePassword, SignIn } from './SignIn.tsx'
import { Statistics } from './Statistics.tsx'

/** The address after #: `/drafts/…` or the ledger. */
function useAddress(): string {
  const [address, setAddress] = useState(location.hash.slice(1))
  useEffect(() => {
    const follow = () => setAddress(location.hash.slice(1))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return address
}

const LEDGER_READERS: ReadonlySet<string> = new Set(['second', 'lead', 'registrar', 'auditor'])
const RULE_READERS: ReadonlySet<string> = new Set(['maintainer', 'lead', 'auditor'])

/** Whether the sign-in has run out since the page was opened. */
function useSignedOut(): [boolean, (isOut: boolean) => void] {
  const [isOut, setOut] = useState(false)
  useEffect(() => {
    const note = () => setOut(true)
    addEventListener(SIGNED_OUT, note)
    return () => removeEventListener(SIGNED_OUT, note)
  }, [])
  return [isOut, setOut]
}

/** 工作台: ledger and documents for people without the extension. */
export function App() {
  const me = useLoaded<User>('me', () => ask('getMe', {}))
  const address = useAddress()
  const [isOut, setOut] = useSignedOut()
  if (me.error)
    return (
      <SignIn
        onDone={() => {
          setOut(false)
          me.reload()
        }}
      />
    )
  if (!me.value) return <p class="c-page hx-quiet">正在打开。</p>
  if (me.value.mustChangePassword) return <ChangePassword onDone={me.reload} />
  const { id } = me.value
  // Whoever signs in again goes on where they were; what was typed is still there. Somebody else begins anew.
  const signInAgain = () =>
    ask('getMe', {}).then(
      (now) => (now.id === id ? setOut(false) : location.reload()),
      () => location.reload(),
    )
  const connectionId = /^\/connect\/([\w-]+)$/.exec(address)?.[1]
  const signOut = () =>
    ask('signOut', {}).then(({ location: there }) => (there === null ? me.reload() : location.assign(there)), me.reload)
  const draftId = /^\/drafts\/([\w-]+)$/.exec(address)?.[1]
  return (
    <>
      {isOut && (
        <div class="c-over" role="dialog" aria-modal="true" aria-label="重新登录">
          <p class="c-over-note">登录已经失效，请重新登录。已经填写的内容仍然保留，登录后重新提交。</p>
          <SignIn onDone={signInAgain} />
        </div>
      )}
      <header class="c-top">
        <a class="c-brand" href="#/">
          红线 合法性审核
        </a>
        <nav>
          <a href="#/">办件台账</a>
          {me.value.roles.some((role) => RULE_READERS.has(role)) && <a href="#/rules">规则</a>}
          {me.value.roles.some((role) => LEDGER_READERS.has(role)) && <a href="#/statistics">统计</a>}
          {me.value.roles.includes('counsel') && <a href="#/consultations">向我提出的咨询</a>}
          {me.value.roles.includes('admin') && <a href="#/people">单位和人员</a>}
          <a href="#/settings">设定</a>
          <a href="/api/docs">接口说明</a>
        </nav>
        <span>
          {me.value.organisation.name}　<a href="#/account">{me.value.name}</a>
          {'　'}
          <button type="button" class="hx-plain" onClick={signOut}>
            退出
          </button>
        </span>
      </header>
      <main class="c-page">
        {connectionId ? (
          <Connect key={connectionId} id={connectionId} me={me.value} />
        ) : draftId ? (
          <DraftView key={draftId} draftId={draftId} me={me.value} />
        ) : address === '/rules' ? (
          <Rules me={me.value} />
        ) : address === '/consultations' ? (
          <MyConsultations />
        ) : address === '/account' ? (
          <Account me={me.value} />
        ) : address === '/statistics' ? (
          <Statistics />
        ) : address === '/people' && me.value.roles.includes('admin') ? (
          <People me={me.value} />
        ) : address === '/settings' ? (
          <Settings me={me.value} />
        ) : (
          <Ledger me={me.value} address={address} />
        )}
      </main>
    </>
  )
}
