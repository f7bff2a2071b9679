import { useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Button } from '@/kit/Button'
import { Cell } from '@/kit/Cell'
import { Switch } from '@/kit/Checkbox'
import { Field } from '@/kit/Field'
import { Popup } from '@/kit/Popup'
import { go } from '@/lib/navigate'

/** Lets a friend pay: what to say, and whether they see what it is. */
export function AskFriend({ checkoutId }: { checkoutId: string }) {
  const [open, setOpen] = useState(false)
  const [message, setMessage] = useState('')
  const [showGoods, setShowGoods] = useState(true)
  const make = async () => {
    const { token } = await shop.createFriendLink({ id: checkoutId, message: message.trim(), showGoods })
    setOpen(false)
    go('friend', { token })
  }
  return (
    <>
      <Button kind="quiet" testId="ask-friend" onTap={() => setOpen(true)}>
        {t('friend.open')}
      </Button>
      <Popup
        open={open}
        onClose={() => setOpen(false)}
        title={t('friend.open')}
        foot={
          <Button block size="large" testId="make-friend-link" onTap={make}>
            {t('friend.make')}
          </Button>
        }
      >
        <Field label={t('friend.message')} value={message} onInput={setMessage} placeholder={t('friend.messageHint')} maxLength={60} />
        <Cell title={t('friend.showGoods')} value={<Switch on={showGoods} label={t('friend.showGoods')} onChange={setShowGoods} />} />
      </Popup>
    </>
  )
}
