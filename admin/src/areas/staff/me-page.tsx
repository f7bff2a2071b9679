import { App, Button, Form, Input, List, Tag } from 'antd'
import type { Input as OperationInput } from '../../api/api.ts'
import { useFormError } from '../../api/form.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useMe } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { roleKey } from './role.ts'
import { passwordRules } from './staff-dialogs.tsx'

/** One's own password and where one is signed in. */
export function MePage() {
  const t = useT()
  const me = useMe()
  return (
    <>
      <PageHead title={t('nav.me')} lead={`${me.name} · ${me.account} · ${t(roleKey[me.role])}`} />
      <div className="stack" style={{ maxWidth: 720 }}>
        <Password />
        <Sessions />
      </div>
    </>
  )
}

function Password() {
  const t = useT()
  const [form] = Form.useForm<OperationInput<'changeMyPassword'> & { again: string }>()
  const onError = useFormError(form)
  const change = useWrite('changeMyPassword', {
    stale: ['listMySessions'],
    success: t('me.passwordChanged'),
    onDone: () => form.resetFields(),
    onError,
  })
  return (
    <section className="card card-pad" aria-labelledby="password-title">
      <div className="card-head">
        <h2 id="password-title">{t('me.password')}</h2>
      </div>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        style={{ maxWidth: 360 }}
        onFinish={({ oldPassword, newPassword }) => change.mutate({ oldPassword, newPassword })}
      >
        <Form.Item name="oldPassword" label={t('me.oldPassword')} rules={[{ required: true, message: t('login.passwordNeeded') }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="newPassword" label={t('me.newPassword')} extra={t('staff.passwordRule')} rules={passwordRules(t)}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('me.again')}
          dependencies={['newPassword']}
          rules={[
            {
              validator: (_, text) =>
                text === form.getFieldValue('newPassword') ? Promise.resolve() : Promise.reject(new Error(t('me.different'))),
            },
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('me.change')}
        </Button>
      </Form>
    </section>
  )
}

function Sessions() {
  const t = useT()
  const { modal } = App.useApp()
  const sessions = useRead('listMySessions')
  const revoke = useWrite('revokeMySession', { stale: ['listMySessions'], success: t('me.revoked') })
  const ask = (id: string) =>
    modal.confirm({ title: t('me.askRevoke'), okText: t('me.revoke'), okButtonProps: { danger: true }, onOk: () => revoke.mutate({ id }) })
  return (
    <section className="card card-pad" aria-labelledby="sessions-title">
      <div className="card-head">
        <div>
          <h2 id="sessions-title">{t('me.sessions')}</h2>
          <div className="muted small">{t('me.sessionsHint')}</div>
        </div>
      </div>
      {sessions.error && <Problem error={sessions.error} onRetry={() => void sessions.refetch()} />}
      <List
        loading={sessions.isPending}
        dataSource={sessions.data?.items ?? []}
        renderItem={(session) => (
          <List.Item
            actions={[
              session.current ? (
                <Tag key="current">{t('me.thisDevice')}</Tag>
              ) : (
                <Button key="revoke" size="small" onClick={() => ask(session.id)}>
                  {t('me.revoke')}
                </Button>
              ),
            ]}
          >
            <div style={{ minWidth: 0 }}>
              <div className="ellipsis">{session.userAgent}</div>
              <div className="small muted">
                {session.ip} · {t('me.lastSeen')} <Time iso={session.lastSeenAt} />
              </div>
            </div>
          </List.Item>
        )}
      />
    </section>
  )
}
