export const signs = `
❤️ heart,love,爱心,红心
🧡 orange heart,橙心
💛 yellow heart,黄心
💚 green heart,绿心
💙 blue heart,蓝心
💜 purple heart,紫心
🖤 black heart,黑心
🤍 white heart,白心
💔 broken heart,心碎
💕 two hearts,双心
💯 hundred,perfect,一百分
💢 anger,怒
💥 boom,爆炸
💫 dizzy star,眩晕
💦 sweat drops,汗
💨 dash,fast,快跑
💤 sleep,zzz,睡
✨ sparkles,闪亮
🎶 notes,音符
✅ done,yes,完成,对
☑️ checked,勾选
❌ no,cross,错,不
❓ question,问号
❗ exclamation,感叹号
⚠️ warning,警告
🚫 forbidden,禁止
⛔ no entry,禁入
🔴 red,红色
🟠 orange,橙色
🟡 yellow,黄色
🟢 green,绿色
🔵 blue,蓝色
🟣 purple,紫色
⚫ black,黑色
⚪ white,白色
➡️ right arrow,右箭头
⬅️ left arrow,左箭头
⬆️ up arrow,上箭头
⬇️ down arrow,下箭头
🔄 again,refresh,刷新
🔔 bell,铃铛
🔕 muted,静音
🔊 loud,音量
💬 speech,chat,对话,聊天
💭 thought,想法
🆗 ok button,可以
🆕 new,新
🆘 help,sos,求助
♻️ recycle,回收
`;
