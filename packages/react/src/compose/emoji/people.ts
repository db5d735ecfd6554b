export const people = `
👋 wave,hello,bye,挥手,你好,再见
✋ raised hand,stop,举手
🖖 vulcan,瓦肯
👌 ok,perfect,好的
🤌 pinched fingers,捏手指
🤏 a little,一点点
✌️ peace,victory,胜利,耶
🤞 fingers crossed,luck,祈祷好运
🤟 love you,爱你手势
🤙 call me,打电话
👈 left,左
👉 right,右
👆 up,上
👇 down,下
☝️ one,point up,第一
👍 thumbs up,yes,good,赞,好
👎 thumbs down,no,踩,不好
✊ fist,拳头
👊 punch,碰拳
👏 clap,bravo,鼓掌
🙌 hooray,hands up,万岁,举双手
🫶 heart hands,比心
🤝 handshake,deal,握手,成交
🙏 please,thanks,pray,谢谢,拜托,祈祷
✍️ writing,写字
💪 strong,muscle,加油,强壮
👀 eyes,look,看,眼睛
🧠 brain,大脑
👶 baby,宝宝
🧒 child,孩子
👩 woman,女人
👨 man,男人
👵 grandmother,奶奶
👴 grandfather,爷爷
🙋 raising hand,me,我,举手
🤷 shrug,耸肩,不知道
🤦 facepalm,捂脸
🙇 bow,sorry,鞠躬,抱歉
💁 here you go,请看
🧑‍💻 at the computer,developer,程序员
🧑‍🏫 teacher,老师
🧑‍🍳 cook,厨师
🧑‍🎨 artist,画家
🧑‍🚀 astronaut,宇航员
🏃 running,跑步
🚶 walking,走路
💃 dancing,跳舞
👫 couple,情侣
👪 family,家庭
🫂 hugging,拥抱,安慰
`;
