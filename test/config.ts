/** What a service under test is configured with: small limits, and no rate that a quick test would run into. */
export const CONFIG = {
  sessionHours: 12,
  tokenDays: 90,
  maxTextLength: 20_000,
  maxBodyBytes: 200_000,
  ratePerMinute: 0,
  signInRatePerMinute: 0,
  secureCookies: false,
}
