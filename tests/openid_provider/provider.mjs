// A provider on loopback: whoever types the name of an account is that account. One line of JSON says it listens.
// Arguments: port, address to come back to, accounts as JSON, "signed" for user information as a signed token.
import { Provider } from 'oidc-provider'

const [port, back, accounts, how] = process.argv.slice(2)
const known = JSON.parse(accounts)
const issuer = `http://127.0.0.1:${port}`

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'sillon',
    client_secret: 'what-only-sillon-and-the-provider-know',
    redirect_uris: [back],
    ...(how === 'signed' && { userinfo_signed_response_alg: 'RS256' }),
  }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], siret: ['siret'] },
  features: { jwtUserinfo: { enabled: true } },
  pkce: { required: () => true },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...known[id] }) }),
  cookies: { keys: ['keys-of-a-test'] },
})

provider.listen(Number(port), '127.0.0.1', () => console.log(JSON.stringify({ issuer })))
