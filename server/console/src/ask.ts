import { type CallInput, type CallOutput, call, type EndpointName, ProblemError } from '@hongxian/shared/api'
import { useEffect, useState } from 'preact/hooks'

/** Asks the service that this page came from, as the person signed in here. @throws ProblemError, UnreachableError */
export async function ask<Name extends EndpointName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  try {
    return await call(name, input, { baseUrl: '' })
  } catch (error) {
    if (error instanceof ProblemError && error.slug === 'unauthenticated') dispatchEvent(new Event(SIGNED_OUT))
    throw error
  }
}

/** Told to the window when the service knows nobody any more: the sign-in has run out or was ended elsewhere. */
export const SIGNED_OUT = 'hongxian-signed-out'

/** The sentence to show for whatever went wrong. */
export const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export type Loaded<T> = { readonly value: T | null; readonly error: string | null; readonly reload: () => void }

/** Somebody else has saved in between. */
export const isStale = (error: unknown): boolean => error instanceof ProblemError && error.slug === 'stale-version'

/**
 * Loads once for each `key`, and again on `reload`; an answer that comes too late is dropped. Where loading again fails, what
 * was there stays beside the error: somebody may be typing in it.
 */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [round, setRound] = useState(0)
  const [state, setState] = useState<{ key: string; value: T | null; error: string | null }>({
    key,
    value: null,
    error: null,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for all that `load` depends on
  useEffect(() => {
    let isCurrent = true
    load().then(
      (value) => isCurrent && setState({ key, value, error: null }),
      (error: unknown) =>
        isCurrent &&
        setState((before) => ({ key, value: before.key === key ? before.value : null, error: sentenceOf(error) })),
    )
    return () => {
      isCurrent = false
    }
  }, [key, round])
  return { ...state, reload: () => setRound(round + 1) }
}
