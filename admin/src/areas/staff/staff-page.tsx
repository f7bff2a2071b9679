import { PlusOutlined } from '@ant-design/icons'
import { App, Avatar, Button, Select, Tag } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan, useMe } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { roleKey, roles, type ShopRole } from './role.ts'
import { CreateDialog, PasswordDialog } from './staff-dialogs.tsx'

type Member = Item<'listStaff'>

export function StaffPage() {
  const t = useT()
  const mayWrite = useCan()('staff.write')
  const [url, setUrl] = useUrlState({ page: '1' })
  const [creating, setCreating] = useState(false)
  const [resetting, setResetting] = useState<Member | null>(null)
  const staff = useRead('listStaff', { page: Number(url.page), pageSize: 20 })
  const columns: Column<Member>[] = [
    {
      key: 'name',
      title: t('staff.name'),
      render: (_, member) => (
        <div className="row-tight">
          <Avatar size={36} style={{ background: 'var(--accentSoft)', color: 'var(--accentText)' }}>
            {member.name.slice(0, 1)}
          </Avatar>
          <div>
            <Name member={member} />
            <div className="small muted num">{member.account}</div>
          </div>
        </div>
      ),
    },
    { key: 'role', title: t('staff.role'), render: (_, member) => <RoleSelect member={member} mayWrite={mayWrite} /> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, member) => (
        <State tone={member.disabled ? 'quiet' : 'good'}>{t(member.disabled ? 'staff.disabled' : 'staff.active')}</State>
      ),
    },
    { key: 'login', title: t('staff.lastLogin'), name: t('staff.lastLogin'), render: (_, member) => <Time iso={member.lastLoginAt} /> },
    { key: 'created', title: t('staff.created'), render: (_, member) => <Time iso={member.createdAt} precision="date" /> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, member) => mayWrite && <Actions member={member} onReset={() => setResetting(member)} />,
    },
  ]
  return (
    <>
      <PageHead title={t('nav.staff')} lead={t('staff.lead')}>
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)} data-testid="staff-new">
            {t('staff.new')}
          </Button>
        )}
      </PageHead>
      <div className="card table-card" data-testid="staff">
        <DataTable<Member>
          id="staff"
          columns={columns}
          rowKey="id"
          read={staff}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t('staff.none')} />}
        />
      </div>
      {creating && <CreateDialog onClose={() => setCreating(false)} />}
      {resetting && <PasswordDialog member={resetting} onClose={() => setResetting(null)} />}
    </>
  )
}

function Name({ member }: { member: Member }) {
  const t = useT()
  const me = useMe()
  return (
    <span>
      {member.name} {member.id === me.id && <Tag>{t('staff.you')}</Tag>}
    </span>
  )
}

function RoleSelect({ member, mayWrite }: { member: Member; mayWrite: boolean }) {
  const t = useT()
  const { modal } = App.useApp()
  const update = useWrite('updateStaff', { stale: ['listStaff'], success: t('common.saved') })
  if (!mayWrite || member.role === 'arbiter') return <span>{t(roleKey[member.role])}</span>
  const ask = (role: ShopRole) =>
    modal.confirm({
      title: t('staff.askRole', { name: member.name, role: t(roleKey[role]) }),
      content: t('staff.roleHint'),
      onOk: () => update.mutate({ id: member.id, role }),
    })
  return (
    <Select<ShopRole>
      value={member.role}
      variant="filled"
      loading={update.isPending}
      style={{ minWidth: 110 }}
      aria-label={t('staff.role')}
      options={roles.map((value) => ({ value, label: t(roleKey[value]) }))}
      onChange={ask}
    />
  )
}

function Actions({ member, onReset }: { member: Member; onReset: () => void }) {
  const t = useT()
  const me = useMe()
  const { modal } = App.useApp()
  const update = useWrite('updateStaff', { stale: ['listStaff'], success: t('common.saved') })
  const toggle = () => {
    if (member.disabled) return update.mutate({ id: member.id, disabled: false })
    modal.confirm({
      title: t('staff.askDisable', { name: member.name }),
      content: t('staff.disableHint'),
      okText: t('staff.disable'),
      okButtonProps: { danger: true },
      onOk: () => update.mutate({ id: member.id, disabled: true }),
    })
  }
  return (
    <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
      <Button size="small" type="text" onClick={onReset}>
        {t('staff.reset')}
      </Button>
      <Button size="small" type="text" danger={!member.disabled} disabled={member.id === me.id} loading={update.isPending} onClick={toggle}>
        {t(member.disabled ? 'staff.enable' : 'staff.disable')}
      </Button>
    </div>
  )
}
