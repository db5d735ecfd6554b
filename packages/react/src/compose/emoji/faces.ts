export const faces = `
😀 grinning,happy,笑脸,开心
😃 smile,happy,大笑脸
😄 laughing eyes,happy,眯眼笑
😁 beaming,grin,露齿笑
😆 laughing,haha,哈哈
😅 sweat smile,phew,苦笑,尴尬
🤣 rolling on the floor,rofl,笑翻
😂 tears of joy,lol,笑哭
🙂 slight smile,微笑
🙃 upside down,倒脸,无奈
😉 wink,眨眼
😊 blush,smiling,害羞笑,开心
😇 angel,innocent,天使
🥰 in love,hearts,喜爱
😍 heart eyes,love,色,爱心眼
🤩 star struck,wow,惊艳
😘 kiss,飞吻
😋 yummy,delicious,好吃
😛 tongue,吐舌
😜 crazy wink,调皮
🤪 zany,疯狂
😎 cool,sunglasses,酷,墨镜
🤓 nerd,glasses,书呆子,眼镜
🧐 monocle,looking closely,仔细看
🤗 hug,拥抱
🤭 giggle,oops,捂嘴笑
🤫 quiet,shh,嘘,安静
🤔 thinking,hmm,思考
🫡 salute,yes sir,敬礼,遵命
🤨 raised eyebrow,doubt,怀疑
😐 neutral,面无表情
😑 expressionless,无语
😶 no mouth,silent,沉默
😏 smirk,得意,坏笑
😒 unamused,不高兴
🙄 rolling eyes,翻白眼
😬 grimace,尴尬,龇牙
😌 relieved,放松,安心
😔 pensive,sad,失落
😪 sleepy,困
😴 sleeping,zzz,睡觉
🤒 ill,thermometer,生病,发烧
🤕 hurt,bandage,受伤
🤧 sneeze,cold,打喷嚏,感冒
😷 mask,口罩
🥵 hot,热
🥶 cold,freezing,冷
🥴 woozy,晕乎
😵 dizzy,头晕
🤯 mind blown,震惊,炸裂
🥳 party,birthday,庆祝,派对
😕 confused,困惑
😟 worried,担心
🙁 frown,不开心
😮 surprised,oh,惊讶
😲 astonished,震惊
😳 flushed,脸红
🥺 pleading,please,拜托,可怜
🥹 holding back tears,touched,感动
😨 fearful,害怕
😰 anxious,焦虑,冷汗
😢 cry,哭,难过
😭 sob,大哭
😱 scream,尖叫,吓死
😖 confounded,纠结
😞 disappointed,失望
😩 weary,tired,疲惫
🥱 yawn,bored,哈欠
😤 huff,生气,哼
😡 angry,愤怒
🤬 swearing,骂人
😈 devil,小恶魔
💀 skull,dead,骷髅,笑死
💩 poop,便便
🤡 clown,小丑
👻 ghost,鬼
👽 alien,外星人
🤖 robot,机器人
`;
