import { Form, Input, Modal, Select } from 'antd'
import type { Input as OperationInput, Item } from '../../api/api.ts'
import { useFormError } from '../../api/form.ts'
import { useWrite } from '../../api/use.ts'
import { useT, type Translate } from '../../i18n/i18n.tsx'
import { roleKey, roles } from './role.ts'

/** At least 10 characters with two of: letters, digits, signs; the server holds to the same. */
export const passwordRules = (t: Translate) => [
  { required: true, message: t('login.passwordNeeded') },
  {
    validator: (_: unknown, text: string) => {
      const kinds = [/[a-z]/i, /\d/, /[^a-z\d]/i].filter((kind) => kind.test(text ?? '')).length
      return !text || (text.length >= 10 && kinds >= 2) ? Promise.resolve() : Promise.reject(new Error(t('staff.passwordRule')))
    },
  },
]

export function CreateDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const [form] = Form.useForm<OperationInput<'createStaff'>>()
  const onError = useFormError(form)
  const create = useWrite('createStaff', { stale: ['listStaff'], success: t('staff.createdDone'), onDone: onClose, onError })
  return (
    <Modal open title={t('staff.new')} confirmLoading={create.isPending} onOk={() => form.submit()} onCancel={onClose}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ role: 'operator' }}
        onFinish={(input) => create.mutate(input)}
      >
        <Form.Item name="name" label={t('staff.name')} rules={[{ required: true, whitespace: true, message: t('staff.nameNeeded') }]}>
          <Input maxLength={100} autoFocus data-testid="staff-name" />
        </Form.Item>
        <Form.Item
          name="account"
          label={t('login.account')}
          rules={[{ required: true, pattern: /^[\w.@+-]{3,80}$/, message: t('staff.accountRule') }]}
        >
          <Input maxLength={80} autoComplete="off" data-testid="staff-account" />
        </Form.Item>
        <Form.Item name="role" label={t('staff.role')}>
          <Select options={roles.map((value) => ({ value, label: t(roleKey[value]) }))} />
        </Form.Item>
        <Form.Item name="password" label={t('staff.firstPassword')} extra={t('staff.passwordRule')} rules={passwordRules(t)}>
          <Input.Password maxLength={128} autoComplete="new-password" data-testid="staff-password" />
        </Form.Item>
      </Form>
    </Modal>
  )
}

export function PasswordDialog({ member, onClose }: { member: Item<'listStaff'>; onClose: () => void }) {
  const t = useT()
  const [form] = Form.useForm<{ newPassword: string }>()
  const onError = useFormError(form)
  const reset = useWrite('resetStaffPassword', { success: t('staff.resetDone'), onDone: onClose, onError })
  return (
    <Modal
      open
      title={t('staff.resetTitle', { name: member.name })}
      confirmLoading={reset.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ newPassword }) => reset.mutate({ id: member.id, newPassword })}>
        <Form.Item name="newPassword" label={t('me.newPassword')} extra={t('staff.resetHint')} rules={passwordRules(t)}>
          <Input.Password maxLength={128} autoFocus autoComplete="new-password" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
