import { LockOutlined, UserOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { Navigate, useSearchParams } from 'react-router'
import type { Input as OperationInput } from '../api/api.ts'
import { ApiError } from '../api/error.ts'
import { messageOf } from '../api/message.ts'
import { setToken, useToken } from '../api/session.ts'
import { queryClient, useWrite } from '../api/use.ts'
import { useT } from '../i18n/i18n.tsx'
import { Logo } from '../ui/logo.tsx'
import { LangButton, ModeButton } from './preferences.tsx'

/** Signs a staff member in and goes back to where the session had ended. */
export function LoginPage() {
  const t = useT()
  const [search] = useSearchParams()
  const signedIn = useToken() !== null
  const [error, setError] = useState<Error | null>(null)
  const login = useWrite('staffLogin', {
    onDone: ({ token }) => {
      queryClient.clear()
      setToken(token)
    },
    onError: (failure) => {
      setError(failure)
      return true
    },
  })
  const back = search.get('back')
  // Only a path of this console: never a foreign address.
  if (signedIn) return <Navigate to={back?.startsWith('/') && !back.startsWith('//') ? back : '/'} replace />
  return (
    <main className="login">
      <div className="login-tools">
        <LangButton />
        <ModeButton />
      </div>
      <section className="login-card" aria-labelledby="login-title">
        <Logo size={48} />
        <h1 id="login-title">{t('login.title')}</h1>
        <p className="muted">{t('login.lead')}</p>
        {search.get('ended') !== null && !error && <Alert type="info" showIcon title={t('login.ended')} />}
        {error && (
          <Alert
            type="error"
            showIcon
            title={error instanceof ApiError && error.status !== 0 ? error.message : messageOf(error, t)}
            data-testid="login-error"
          />
        )}
        <Form<OperationInput<'staffLogin'>>
          layout="vertical"
          size="large"
          requiredMark={false}
          onFinish={(input) => login.mutate(input)}
          onValuesChange={() => setError(null)}
        >
          <Form.Item name="account" label={t('login.account')} rules={[{ required: true, message: t('login.accountNeeded') }]}>
            <Input prefix={<UserOutlined />} autoComplete="username" autoFocus data-testid="login-account" />
          </Form.Item>
          <Form.Item name="password" label={t('login.password')} rules={[{ required: true, message: t('login.passwordNeeded') }]}>
            <Input.Password prefix={<LockOutlined />} autoComplete="current-password" data-testid="login-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={login.isPending} data-testid="login-submit">
            {t('login.submit')}
          </Button>
        </Form>
      </section>
    </main>
  )
}
